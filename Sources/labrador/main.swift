print("labrador")
