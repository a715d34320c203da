"""Codes: quizzes."""
