<<<<<<< yours
2
||||||| generated 1.28.10
1
=======
3
>>>>>>> generated 1.30.3
