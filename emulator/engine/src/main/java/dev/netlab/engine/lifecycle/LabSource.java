package dev.netlab.engine.lifecycle;

import dev.netlab.lab.Lab;
import java.nio.file.Path;

/**
 * A lab and the file that it was read from.
 *
 * @param file where it was read
 * @param text the file's text, kept beside the running lab to tell whether it has changed since
 */
public record LabSource(Lab lab, Path file, String text) {}
