import Annotation
import Annotator
import Basis

extension Marks {
  /// What is marked in a recording.
  init(of recording: Path, in store: AnnotationStore) {
    self.init(
      tags: store.allTags(of: recording).map { Tag(label: $0.label, offset: $0.offset) },
      ignored: store.ignored(of: recording), reviewed: store.reviewed(of: recording),
      rejected: store.rejected(of: recording))
  }
}
