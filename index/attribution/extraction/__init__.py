"""From text to attribution relations: source, cue and content as spans."""
