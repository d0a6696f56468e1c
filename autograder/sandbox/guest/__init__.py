"""What runs inside a box, beside the student's code. Nothing here is trusted by the other side."""
