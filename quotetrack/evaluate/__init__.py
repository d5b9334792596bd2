"""Room 4: gold and predictions in, scores out."""
