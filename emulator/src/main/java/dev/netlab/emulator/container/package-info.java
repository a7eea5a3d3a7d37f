/**
 * Containers under the supervision of a lab's agent: {@link
 * dev.netlab.emulator.container.Supervision} decides, without a clock or a process, what is to be
 * started when; {@link dev.netlab.emulator.container.Supervisor} does it with processes.
 *
 * <p>What a container is made of says {@link dev.netlab.emulator.container.ContainerSetup}.
 */
@NullMarked
package dev.netlab.emulator.container;

import org.jspecify.annotations.NullMarked;
