import Terminal
import Testing

@Suite("The locale's encoding") struct LocaleCharsetTests {
  @Test(
    "A name that ends in UTF-8 is UTF-8, also where that locale is not installed",
    arguments: [
      ("de_DE.UTF-8", true), ("C.utf8", true), ("en_US.utf-8@euro", true), ("de_DE.ISO-8859-1", false),
      ("C", false), ("POSIX", false), ("", false), ("de_DE", false), ("utf8", false),
    ])
  func names(name: String, isUTF8: Bool) {
    for variable in ["LC_ALL", "LC_CTYPE", "LANG"] {
      #expect(LocaleCharset.namesUTF8 { $0 == variable ? name : nil } == isUTF8)
    }
  }

  @Test("LC_ALL comes before LC_CTYPE, LC_CTYPE before LANG, and what is empty says nothing")
  func order() {
    func answer(_ variables: [String: String]) -> Bool { LocaleCharset.namesUTF8 { variables[$0] } }
    #expect(!answer(["LC_ALL": "C", "LC_CTYPE": "C.UTF-8", "LANG": "C.UTF-8"]))
    #expect(answer(["LC_ALL": "", "LC_CTYPE": "C.UTF-8", "LANG": "C"]))
    #expect(answer(["LANG": "C.UTF-8"]))
    #expect(!answer([:]))
  }
}
