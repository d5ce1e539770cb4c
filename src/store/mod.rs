//! What the browser keeps, and the files the seller hands in.
