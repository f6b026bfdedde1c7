module example.invalid/official

go 1.25
