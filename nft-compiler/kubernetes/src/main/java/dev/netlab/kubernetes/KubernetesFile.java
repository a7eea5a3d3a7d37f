package dev.netlab.kubernetes;

/**
 * A file of objects, as {@code kubectl apply} accepts it.
 *
 * @param name the file's name as shown to users, without folders; used in messages and in rule
 *     comments
 * @param text YAML, one or more documents
 */
public record KubernetesFile(String name, String text) {}
