/**
 * What a container is made of, as a command: {@link dev.netlab.lab.plan.container.ContainerSetup}.
 * The agent runs it, and so does the plan as a shell script.
 */
@NullMarked
package dev.netlab.lab.plan.container;

import org.jspecify.annotations.NullMarked;
