package main

// new
