package dev.netlab.kubernetes;

import dev.netlab.nft.policy.Origin;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.function.Function;

/**
 * An object and where it stands in a file.
 *
 * @param <T> its kind
 */
public final class Sourced<T extends HasMetadata> {
  private static final String DEFAULT = "default";
  private final T object;
  private final Function<Object[], Origin> places;

  Sourced(T object, Function<Object[], Origin> places) {
    this.object = object;
    this.places = places;
  }

  /** An object that was not read from a file, all of it at one place. */
  public static <T extends HasMetadata> Sourced<T> at(Origin origin, T object) {
    return new Sourced<>(object, _ -> origin);
  }

  public T object() {
    return object;
  }

  /**
   * Where a field stands, or what encloses it where it is not written.
   *
   * @param path names of fields and indexes of lists: {@code "spec", "ports", 0}
   */
  public Origin at(Object... path) {
    return places.apply(path);
  }

  /** The namespace, {@code default} where none is written. */
  public String namespace() {
    String namespace = object.getMetadata().getNamespace();
    return namespace == null || namespace.isEmpty() ? DEFAULT : namespace;
  }

  public String name() {
    return object.getMetadata().getName();
  }

  /** {@code NAMESPACE/NAME}. */
  public String id() {
    return namespace() + "/" + name();
  }
}
