from cdk8s import App

from mysql import Mysql
from web import Web

app = App()
Web(app, "web")
Mysql(app, "mysql")
app.synth()
