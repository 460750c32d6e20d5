package org.ledplatform.architecture;

/**
 * One class names another. Nested classes count as the class that they are nested in.
 *
 * @param from full name of the class that names
 * @param to full name of the class that is named
 */
record Dependency(String from, String to) {

  static final String ROOT = "org.ledplatform.";

  Dependency {
    from = outermost(from);
    to = outermost(to);
  }

  String fromPackage() {
    return packageOf(from);
  }

  String toPackage() {
    return packageOf(to);
  }

  /** The room of a class: the first word below the root package, or nothing for other people's. */
  static String roomOf(String className) {
    if (!className.startsWith(ROOT)) {
      return "";
    }
    String rest = className.substring(ROOT.length());
    int dot = rest.indexOf('.');
    return dot < 0 ? "" : rest.substring(0, dot);
  }

  String fromRoom() {
    return roomOf(from);
  }

  String toRoom() {
    return roomOf(to);
  }

  boolean stays() {
    return to.startsWith(ROOT);
  }

  private static String packageOf(String className) {
    int dot = className.lastIndexOf('.');
    return dot < 0 ? "" : className.substring(0, dot);
  }

  private static String outermost(String className) {
    int dollar = className.indexOf('$');
    return dollar < 0 ? className : className.substring(0, dollar);
  }

  @Override
  public String toString() {
    return from + " -> " + to;
  }
}
