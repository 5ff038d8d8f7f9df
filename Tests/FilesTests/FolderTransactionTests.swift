import Basis
import Files
import Testing

@Suite("Changes of a folder that happen as a whole")
struct FolderTransactionTests {
  @Test("a committed change")
  func commit() throws {
    let folder = try TemporaryFolder()
    try FileSystem.writePlain(bytes("old"), to: folder("a"))
    try FileSystem.writePlain(bytes("gone"), to: folder("b"))
    var transaction = try FolderTransaction(folder.path)
    try transaction.stage(bytes("new"), as: "a")
    try transaction.stage(bytes("deep"), as: "x/y/z")
    try transaction.stage(linkTo: folder("a"), as: "link")
    try transaction.stageRemoval(of: "b")
    try transaction.commit()
    #expect(try folder.contents() == ["a": bytes("new"), "x/y/z": bytes("deep"), "link": bytes("old")])
    #expect(!FileSystem.exists(folder(".pending")))
  }
}
