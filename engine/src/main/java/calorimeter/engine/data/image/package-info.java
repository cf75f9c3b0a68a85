// SPDX-License-Identifier: Apache-2.0
/// Image data sets as files on this machine: where they lie, how they are read, what they hold. Nothing is
/// downloaded.
///
/// Begin with [calorimeter.engine.data.image.DataFolders], the one place to ask for a data set of
/// [calorimeter.engine.data.image.ImageSource]. `ImageFiles` reads a folder: `IdxFiles` (the MNIST family),
/// `CifarFiles` and `TinyImageNet` know one format each. With `home` this is the part of the engine that
/// touches files. Whatever is wrong with a file is a `DataException` that names file and byte.
@NullMarked
package calorimeter.engine.data.image;

import org.jspecify.annotations.NullMarked;
