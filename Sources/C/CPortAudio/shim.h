#pragma once
#include <portaudio.h>
#ifdef __linux__
#include <pa_linux_alsa.h>
#endif

// Macros with casts, which Swift does not see.
static const PaSampleFormat portaudio_float32 = paFloat32;
static const PaDeviceIndex portaudio_specified_device = paUseHostApiSpecificDeviceSpecification;
static const PaStreamFlags portaudio_no_clipping_or_dither = paClipOff | paDitherOff;
