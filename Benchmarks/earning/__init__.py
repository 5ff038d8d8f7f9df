"""Whether augmentation earns its keep: sources, sets, trials, figures and the table."""
