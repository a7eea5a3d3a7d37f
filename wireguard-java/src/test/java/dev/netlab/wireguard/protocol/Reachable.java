package dev.netlab.wireguard.protocol;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The arrays that can be reached from an object through the project's own objects. What is in them
 * is looked at when it is asked for, also when they cannot be reached any more.
 */
final class Reachable {
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();
  private final List<Object> arrays = new ArrayList<>();

  private Reachable() {}

  static Reachable from(Object root) throws IllegalAccessException {
    Reachable reachable = new Reachable();
    reachable.open.add(root);
    while (!reachable.open.isEmpty()) {
      reachable.visit(reachable.open.remove());
    }
    return reachable;
  }

  /** Whether these bytes are in an array of bytes, or as little-endian words in one of words. */
  boolean holds(byte[] secret) {
    String wanted = text(secret);
    return arrays.stream().anyMatch(array -> text(array).contains(wanted));
  }

  private void visit(Object object) throws IllegalAccessException {
    if (!seen.add(object)) {
      return;
    }
    switch (object) {
      case Side _, Network _ -> {} // which know everything
      case byte[] bytes -> arrays.add(bytes);
      case int[] words -> arrays.add(words);
      case Iterable<?> all -> all.forEach(this::add);
      case Map<?, ?> map -> {
        map.keySet().forEach(this::add);
        map.values().forEach(this::add);
      }
      default -> fields(object);
    }
  }

  private void fields(Object object) throws IllegalAccessException {
    for (Class<?> type = object.getClass();
        type != null && type.getName().startsWith("dev.netlab.");
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          field.setAccessible(true);
          add(field.get(object));
        }
      }
    }
  }

  private void add(@Nullable Object object) {
    if (object != null) {
      open.add(object);
    }
  }

  private static String text(Object array) {
    return switch (array) {
      case byte[] bytes -> new String(bytes, StandardCharsets.ISO_8859_1);
      case int[] words -> {
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(words);
        yield text(bytes.array());
      }
      default -> "";
    };
  }
}
