package dev.netlab.lab;

/**
 * A file that is visible in a container; its parent directories are created.
 *
 * @param path absolute, without {@code .} and {@code ..}
 * @param mode permission bits, as in chmod(1)
 */
public record ContainerFile(String path, String content, int mode) {}
