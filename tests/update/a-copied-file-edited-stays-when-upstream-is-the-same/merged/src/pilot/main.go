package main
// mine
