"""Each row of a business's conversations belongs to it, and changes of what people set up leave an event."""

from django.db import migrations

from tenants import tenancy

TABLES = (
    *("whatsappnumber", "whatsapptemplate", "accountnotice", "answerrules"),
    *("conversation", "message", "mediafile", "sendattempt", "statusevent"),
)


class Migration(migrations.Migration):
    dependencies = [("messaging", "0001_initial")]

    operations = [
        *(tenancy.TenantTable(table) for table in TABLES),
        tenancy.Audited("metaapp", private=["verify_token", "secrets"]),
        tenancy.Audited("whatsappnumber", private=["token"]),
        tenancy.Audited("answerrules"),
    ]
