package dev.netlab.kubernetes;

/**
 * A file of objects, as kubectl apply takes it.
 *
 * @param name as people know it, without folders; what messages and rules' comments have
 * @param text YAML, one document or several
 */
public record KubernetesFile(String name, String text) {}
