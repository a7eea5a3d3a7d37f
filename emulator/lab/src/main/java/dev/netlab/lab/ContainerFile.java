package dev.netlab.lab;

/**
 * A file that a container finds; the directories above it are made.
 *
 * @param path absolute, without {@code .} and {@code ..}
 * @param mode permission bits, as chmod(1) has them
 */
public record ContainerFile(String path, String content, int mode) {}
