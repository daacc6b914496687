/// Names as those who bear them write them in Hindi or Marathi.
enum LocalNames {
  /// The whole name in Devanagari; nil where one of its words is not known.
  static func name(_ given: String, _ family: String) -> String? {
    guard let given = words[given], let family = words[family] else { return nil }
    return given + " " + family
  }

  private static let words = [
    "Priya": "प्रिया", "Rohit": "रोहित", "Neha": "नेहा", "Amit": "अमित", "Pooja": "पूजा", "Vikram": "विक्रम", "Arjun": "अर्जुन",
    "Shreya": "श्रेया", "Gaurav": "गौरव", "Ritu": "ऋतु", "Sandeep": "संदीप", "Kiran": "किरण", "Manish": "मनीष",
    "Nidhi": "निधि", "Aditi": "अदिति", "Varun": "वरुण", "Tanvi": "तन्वी", "Mohit": "मोहित", "Isha": "ईशा", "Preeti": "प्रीति",
    "Sneha": "स्नेहा", "Omkar": "ओंकार", "Komal": "कोमल", "Yash": "यश", "Nikhil": "निखिल", "Gauri": "गौरी",
    "Sharma": "शर्मा", "Verma": "वर्मा", "Gupta": "गुप्ता", "Singh": "सिंह", "Agarwal": "अग्रवाल", "Malhotra": "मल्होत्रा",
    "Kapoor": "कपूर", "Chauhan": "चौहान", "Saxena": "सक्सेना", "Mehta": "मेहता", "Jain": "जैन", "Khanna": "खन्ना",
    "Tiwari": "तिवारी", "Mishra": "मिश्रा", "Srivastava": "श्रीवास्तव", "Patil": "पाटील", "Deshpande": "देशपांडे",
    "Joshi": "जोशी", "Desai": "देसाई", "Kulkarni": "कुलकर्णी", "Gokhale": "गोखले", "Bhosale": "भोसले", "Trivedi": "त्रिवेदी",
  ]
}
