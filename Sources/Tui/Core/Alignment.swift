/// Where text stands inside the width it is given.
package enum Alignment: Sendable { case leading, centre, trailing }
