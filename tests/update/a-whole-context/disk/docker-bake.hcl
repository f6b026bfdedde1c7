tag = "mine"
