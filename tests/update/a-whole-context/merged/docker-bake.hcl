<<<<<<< yours
tag = "mine"
||||||| generated 1.28.10
tag = "1.28.10"
=======
tag = "1.30.3"
>>>>>>> generated 1.30.3
