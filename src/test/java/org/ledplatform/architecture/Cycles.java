package org.ledplatform.architecture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds groups of names that can reach one another (Tarjan's strongly connected components). */
final class Cycles {

  private final Map<String, Set<String>> arrows;
  private final Map<String, Integer> found = new HashMap<>();
  private final Map<String, Integer> lowest = new HashMap<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final List<List<String>> cycles = new ArrayList<>();

  private Cycles(Map<String, Set<String>> arrows) {
    this.arrows = arrows;
  }

  /**
   * The groups of two or more names that can reach one another; empty when there is no cycle.
   *
   * @param arrows for each name the other names that it points to
   */
  static List<List<String>> in(Map<String, Set<String>> arrows) {
    Cycles search = new Cycles(arrows);
    for (String name : new TreeSet<>(arrows.keySet())) {
      if (!search.found.containsKey(name)) {
        search.visit(name);
      }
    }
    return search.cycles;
  }

  private void visit(String name) {
    int number = found.size();
    found.put(name, number);
    lowest.put(name, number);
    open.push(name);
    for (String next : new TreeSet<>(arrows.getOrDefault(name, Set.of()))) {
      if (!found.containsKey(next)) {
        visit(next);
        lowest.merge(name, lowest.get(next), Math::min);
      } else if (open.contains(next)) {
        lowest.merge(name, found.get(next), Math::min);
      }
    }
    if (lowest.get(name) == number) {
      close(name);
    }
  }

  private void close(String first) {
    List<String> group = new ArrayList<>();
    String name;
    do {
      name = open.pop();
      group.add(name);
    } while (!name.equals(first));
    if (group.size() > 1) {
      cycles.add(group.stream().sorted().toList());
    }
  }
}
