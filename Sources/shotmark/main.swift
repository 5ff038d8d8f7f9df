print("shotmark")
