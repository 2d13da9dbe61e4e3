/// Who wrote which field of an object (`metadata.managedFields`), and server-side apply, which lives on it.
///
/// A manager that applies says all that it wants: its fields get these values, fields that it wanted before and wants no more are
/// removed unless somebody else owns them, and a field that somebody else owns with another value is a conflict. A manager that
/// updates takes what it changes. Where the schema says nothing, objects divide into fields and lists do not.
package enum ManagedFields {}
