package consumer;

import org.cdk8s.App;

public final class Main {
    private Main() {}

    public static void main(String[] args) {
        App app = new App();
        new Web(app, "web");
        new Mysql(app, "mysql");
        app.synth();
    }
}
