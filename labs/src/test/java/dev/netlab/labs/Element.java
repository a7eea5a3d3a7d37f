package dev.netlab.labs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One thing that a lab file says: an entry of a mapping or of a list.
 *
 * @param path keys and list indices from the top of the file down to it
 */
record Element(List<Object> path) {
  Element {
    path = List.copyOf(path);
  }

  /** Everything below a part of a file, containers before what they contain. */
  static List<Element> below(Object value, List<Object> path) {
    List<Element> elements = new ArrayList<>();
    switch (value) {
      case Map<?, ?> map -> map.forEach((key, inner) -> add(elements, with(path, key), inner));
      case List<?> list ->
          IntStream.range(0, list.size()).forEach(i -> add(elements, with(path, i), list.get(i)));
      default -> {}
    }
    return elements;
  }

  private static void add(List<Element> elements, List<Object> path, Object inner) {
    elements.add(new Element(path));
    if (inner != null) {
      elements.addAll(below(inner, path));
    }
  }

  private static List<Object> with(List<Object> path, Object step) {
    List<Object> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }

  /**
   * Whether it only says when a container is ready, or waited for: without it the lab is the same a
   * moment later, so what a fact finds depends on how fast the machine is.
   */
  boolean saysOnlyWhen() {
    return path.size() > 4
        && path.get(2).equals("containers")
        && (path.get(4).equals("ready") || path.get(4).equals("after"));
  }

  /** The file without it. */
  Object without(Object file) {
    return without(file, 0);
  }

  private Object without(Object value, int depth) {
    Object step = path.get(depth);
    boolean last = depth == path.size() - 1;
    return switch (value) {
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>(map);
        if (last) {
          copy.remove(step);
        } else {
          copy.put(step, without(map.get(step), depth + 1));
        }
        yield copy;
      }
      case List<?> list -> {
        List<Object> copy = new ArrayList<>(list);
        int index = (Integer) step;
        if (last) {
          copy.remove(index);
        } else {
          copy.set(index, without(list.get(index), depth + 1));
        }
        yield copy;
      }
      default -> throw new IllegalStateException("nothing is below " + value);
    };
  }

  @Override
  public String toString() {
    return String.join(".", path.stream().map(String::valueOf).toList());
  }
}
