// SPDX-License-Identifier: Apache-2.0
package calorimeter.spark;

import calorimeter.cluster.remote.ClusterEngine;
import calorimeter.lab.sweep.SweepException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/// Opens an application on a cluster.
final class Connection {

    private static final String VERSION = "4.2.0";
    private static final Pattern MASTER =
            Pattern.compile("local(\\[(\\d+|\\*)(,\\d+)?])?|spark://\\S+:\\d+(,\\S+:\\d+)*|yarn|k8s://\\S+");
    private static final String STANDALONE = "spark://";
    private static final int CONNECT_MILLISECONDS = 5000;

    /// What the engine needs, and what the launcher gives a local run.
    private static final String JVM_OPTIONS =
            "--add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED -XX:ObjectAlignmentInBytes=64";

    private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";

    private Connection() {}

    /// @throws SweepException if that is no master, or a standalone one that does not answer
    static void require(String master) {
        if (!MASTER.matcher(master).matches()) {
            throw new SweepException("--spark is " + master
                    + " but must be a master of Spark: local[2], local[2,4], spark://HOST:7077, yarn or k8s://URL");
        }
        requireVersion(versionOnClassPath());
        if (master.startsWith(STANDALONE)) {
            String[] places = master.substring(STANDALONE.length()).split(",", -1);
            for (String place : places) {
                if (answers(place)) {
                    return;
                }
            }
            throw new SweepException("the master " + master + " does not answer; start it, or check host and port");
        }
    }

    static void requireVersion(String found) {
        if (!found.equals(VERSION)) {
            throw new SweepException("Spark " + found + " is on the class path, but this program is built for "
                    + VERSION + "; set SPARK_HOME to Spark " + VERSION + ", or unset it to have that downloaded");
        }
    }

    private static String versionOnClassPath() {
        try (InputStream in = SparkConf.class.getResourceAsStream("/spark-version-info.properties")) {
            if (in == null) {
                return "of an unknown version";
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "of an unknown version");
        } catch (IOException e) {
            throw new SweepException("cannot read Spark's version on the class path: " + e.getMessage());
        }
    }

    private static boolean answers(String place) {
        int colon = place.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(place.substring(0, colon), Integer.parseInt(place.substring(colon + 1))),
                    CONNECT_MILLISECONDS);
            return true;
        } catch (IOException | IllegalArgumentException unreachable) {
            return false;
        }
    }

    /// Settings of the caller, as of spark-submit or of `JAVA_OPTS=-Dspark.executor.memory=4g`, come before
    /// ours.
    ///
    /// @throws SweepException if Spark refuses the master or a setting
    static JavaSparkContext open(ClusterEngine.Wish wish) {
        logInto(wish.log());
        SparkConf conf = new SparkConf();
        conf.setMaster(wish.master());
        conf.setIfMissing("spark.app.name", "calorimeter");
        conf.setIfMissing("spark.ui.enabled", "false");
        conf.setIfMissing("spark.task.maxFailures", "16");
        conf.setIfMissing("spark.executor.heartbeatInterval", "2s");
        conf.set("spark.task.cpus", Integer.toString(wish.threadsPerRun()));
        String asked = conf.get(EXECUTOR_OPTIONS, "");
        conf.set(EXECUTOR_OPTIONS, asked + " " + JVM_OPTIONS + (asked.contains("GC") ? "" : " -XX:+UseSerialGC"));
        Path jar = Fitness.jar();
        if (Files.isRegularFile(jar) && !conf.contains("spark.jars")) {
            conf.setJars(new String[] {jar.toString()});
        }
        try {
            return new JavaSparkContext(conf);
        } catch (Exception refused) {
            // Scala throws checked ones undeclared.
            String text = String.valueOf(refused.getMessage());
            String reason = text.lines().findFirst().orElse("no reason");
            throw new SweepException(
                    "cannot start Spark with the master " + wish.master() + ": " + reason + "; see " + wish.log());
        }
    }

    private static void logInto(Path log) {
        System.setProperty("calorimeter.spark.log", log.toString());
        if (System.getProperty("log4j2.configurationFile") == null) {
            System.setProperty("log4j2.configurationFile", "calorimeter/spark/log4j2.properties");
        }
    }
}
