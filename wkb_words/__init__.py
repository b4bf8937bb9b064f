"""What pages and papers both say: Dutch words, numbers and sentences, without a screen."""
