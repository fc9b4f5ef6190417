"""What each charity's paper says of one act after another: one row a sentence, read from the paper."""
