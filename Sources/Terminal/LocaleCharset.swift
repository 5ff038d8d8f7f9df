#if canImport(Glibc)
  import Glibc
#endif

/// In which encoding the user's programs write.
package enum LocaleCharset {
  /// Whether it is UTF-8, by the locale of the environment.
  ///
  /// A locale that comes over SSH is often not installed at the other end; its name then still tells what the
  /// terminal understands.
  package static func isUTF8(environment: (String) -> String?) -> Bool {
    // What was asked for, without making it the locale of the whole process.
    if let locale = newlocale(1 << LC_CTYPE, "", nil) {
      defer { freelocale(locale) }
      if let charset = nl_langinfo_l(nl_item(CODESET), locale) {
        return String(cString: charset) == "UTF-8"
      }
    }
    return namesUTF8(environment: environment)
  }

  /// Whether the name of the locale ends in UTF-8: `de_DE.UTF-8`, `C.utf8@euro`.
  package static func namesUTF8(environment: (String) -> String?) -> Bool {
    let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(environment).first { !$0.isEmpty } ?? ""
    guard let dot = name.firstIndex(of: ".") else { return false }
    let charset = name[name.index(after: dot)...].prefix { $0 != "@" }.lowercased()
    return charset == "utf-8" || charset == "utf8"
  }
}
