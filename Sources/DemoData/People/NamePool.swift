/// Given and family names of several Indian regions; any pairing is made up.
enum NamePool {
  /// Given names beside the family names they usually stand with.
  struct Region: Sendable {
    var given: [String]
    var family: [String]
  }

  static let south = Region(
    given: [
      "Ananya", "Karthik", "Lakshmi", "Suresh", "Divya", "Raghavendra", "Meenakshi", "Harish", "Vidya", "Manjunath",
      "Shruthi", "Prakash", "Deepa", "Srinivas", "Kavya", "Ganesh", "Bhavana", "Naveen", "Padmavathi", "Chetan",
      "Aishwarya", "Mahesh", "Sowmya", "Venkatesh", "Nandini", "Girish", "Pavithra", "Arun", "Sahana", "Ramya",
    ],
    family: [
      "Rao", "Gowda", "Hegde", "Shetty", "Kulkarni", "Murthy", "Iyer", "Iyengar", "Subramanian", "Narayanan",
      "Venkataraman", "Reddy", "Naidu", "Prasad", "Bhat", "Kamath", "Pai", "Nayak", "Acharya", "Krishnamurthy",
      "Ranganathan", "Swamy",
    ])

  static let kerala = Region(
    given: [
      "Anoop", "Sreelakshmi", "Jithin", "Reshma", "Vishnu", "Anjali", "Biju", "Nimisha", "Rahul", "Gayathri", "Thomas",
      "Annamma", "Shyam", "Lekha",
    ],
    family: ["Nair", "Menon", "Pillai", "Varma", "Kurian", "Thomas", "Mathew", "Panicker", "Chacko", "Nambiar"])

  static let north = Region(
    given: [
      "Priya", "Rohit", "Neha", "Amit", "Pooja", "Vikram", "Simran", "Arjun", "Shreya", "Gaurav", "Ritu", "Sandeep",
      "Kiran", "Harpreet", "Manish", "Nidhi", "Siddharth", "Aditi", "Varun", "Tanvi", "Mohit", "Isha", "Rajat",
      "Preeti",
    ],
    family: [
      "Sharma", "Verma", "Gupta", "Singh", "Agarwal", "Malhotra", "Kapoor", "Chauhan", "Saxena", "Mehta", "Jain",
      "Bansal", "Khanna", "Sethi", "Gill", "Tiwari", "Mishra", "Srivastava",
    ])

  static let west = Region(
    given: [
      "Aarav", "Sneha", "Omkar", "Mrunal", "Hetal", "Jignesh", "Komal", "Yash", "Ketaki", "Parth", "Rucha", "Nikhil",
      "Bhavesh", "Gauri",
    ],
    family: ["Patil", "Deshpande", "Joshi", "Shah", "Patel", "Desai", "Kulkarni", "Gokhale", "Bhosale", "Trivedi"])

  static let east = Region(
    given: [
      "Arnab", "Debjani", "Sourav", "Moumita", "Subhashree", "Ritwik", "Ipsita", "Anirban", "Sharmistha", "Biswajit",
      "Lopamudra", "Abhijit",
    ],
    family: [
      "Banerjee", "Mukherjee", "Chatterjee", "Das", "Sen", "Bose", "Mohanty", "Patnaik", "Bhattacharya", "Baruah",
      "Ghosh", "Dutta",
    ])

  static let muslim = Region(
    given: [
      "Ayesha", "Imran", "Fathima", "Zaheer", "Nazia", "Sameer", "Rukhsana", "Faisal", "Mohammed Irfan", "Sana",
      "Yusuf", "Hina",
    ],
    family: ["Khan", "Ahmed", "Sheikh", "Pasha", "Siddiqui", "Ansari", "Syed", "Baig", "Hussain", "Qureshi"])

  static let coast = Region(
    given: [
      "Anita", "Glen", "Renée", "José", "Zoë", "Melroy", "Sharon", "Nadine", "Joaquim", "Maria Fátima", "Denzil",
      "Cheryl",
    ],
    family: ["D’Souza", "Fernandes", "Pinto", "Lobo", "Rodrigues", "D’Mello", "Sequeira", "Gonsalves", "Noronha"])

  static let regions: [Region] = [south, kerala, north, west, east, muslim, coast]

  /// How often each region is met among the clients of a lab in Bengaluru.
  static let bengaluruWeights = [40, 8, 20, 9, 9, 8, 6]

  /// How often each region is met among the clients of a lab in Chennai.
  static let chennaiWeights = [66, 10, 6, 4, 3, 7, 4]

  static let dogsAndCats: [String] = [
    "Bruno", "Simba", "Rocky", "Leo", "Bella", "Coco", "Max", "Tiger", "Luna", "Oreo", "Shadow", "Daisy", "Sheru",
    "Milo", "Ginger", "Snoopy", "Zoya", "Kalu", "Rani", "Chikoo", "Pepper", "Whisky", "Julie", "Caesar", "Muffin",
    "Scooby", "Laila", "Moti", "Gabbar", "Cookie", "Buddy", "Nala", "Rusty", "Sultan", "Pinky", "Jimmy", "Tuffy",
    "Brownie", "Appu", "Chinnu", "Puppy", "Mishti", "Momo", "Ollie", "Kuttan", "Raja", "Sasha", "Jerry", "Tommy",
    "Lucky", "Zorro", "Maya", "Biscuit", "Honey", "Toffee", "Dollar", "Rambo", "Misty", "Ruby", "Cheeku", "Bablu",
    "Kittu", "Minnie", "Snowy", "Bagheera", "Mau", "Billu", "Jalebi", "Laddoo", "Pixie", "Theo", "Hachi", "Nawab",
    "Duke", "Elsa", "Marshmallow", "Sundari", "Veeru", "Zara", "Tyson", "Maggie", "Kaiser", "Gundu", "Ammu",
  ]

  static let cagedPets: [String] = [
    "Mithu", "Kiwi", "Mango", "Sky", "Blue", "Sunny", "Peaches", "Bunny", "Snowball", "Hazel", "Thumper", "Clover",
    "Shelly", "Rocket", "Pebble", "Tofu", "Cherry", "Lemon", "Neelu", "Tortilla",
  ]

  static let farmAnimals: [String] = [
    "Gowri", "Lakshmi", "Ganga", "Kamadhenu", "Nandi", "Tunga", "Kaveri", "Sita", "Bhadra", "Punya", "Basava",
    "Tag 118", "Tag 204", "Tag 231", "Tag 407", "Tag 412",
  ]

  static let horses: [String] = [
    "Chetak", "Desert Star", "Monsoon Royal", "Badal", "Silver Arrow", "Veer", "Jaipur Lady", "Morning Raga",
  ]
}
