"""What people are called: lists, cues around names, and a model that reads a sentence."""
