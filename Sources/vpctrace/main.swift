print("vpctrace")
