"""Sections: each asks the snapshot for its facts and puts charts of them in a frame; None where there are none."""
