using System.Globalization;

namespace PhoneCompany.Rest;

/// <summary>
/// What stands beside the 2010 API, each product on its own host: messaging services, permissions by country, and who the account's owner is.
/// </summary>
internal sealed class ProductResources(PhoneNetwork network)
{
    private const string BusinessPolicy = "RN00000000000000000000000000000001";
    private const string PersonPolicy = "RN00000000000000000000000000000002";

    private static readonly Dictionary<string, Parameter> None = [];

    private static readonly Dictionary<string, Parameter> ServiceParameters = new()
    {
        ["FriendlyName"] = Parameter.Longest(64), ["InboundRequestUrl"] = Parameter.UrlOrEmpty, ["InboundMethod"] = Parameter.Method,
        ["UseInboundWebhookOnNumber"] = Parameter.Bool,
    };

    /// <summary>The host's first word for a path of a product; null where it is none.</summary>
    public static string? HostOf(string path) => path.Split('/') switch
    {
        ["", "v1", "Services" or "Tollfree", ..] => "messaging",
        ["", "v1", "DialingPermissions", ..] => "voice",
        ["", "v1", "Messaging", ..] => "accounts",
        ["", "v1", "CustomerProfiles" or "Policies", ..] => "trusthub",
        _ => null,
    };

    public object GetService(string sid, Form form)
    {
        form.Check(None);
        return Shape(Service(sid));
    }

    public object UpdateService(string sid, Form form)
    {
        var service = Service(sid);
        form.Check(ServiceParameters);
        service.InboundRequestUrl = form["InboundRequestUrl"] switch
        {
            null => service.InboundRequestUrl,
            "" => null,
            var url => url,
        };
        service.UseInboundWebhookOnNumber = form.Flag("UseInboundWebhookOnNumber", service.UseInboundWebhookOnNumber);
        return Shape(service);
    }

    public object ListServiceNumbers(string sid, Form form)
    {
        var service = Service(sid);
        form.Check(Form.ForList());
        var found = network.Options.Numbers.Where(n => service.Numbers.Count == 0 || service.Numbers.Contains(n.Number)).ToList();
        return Page(form, "messaging", $"Services/{sid}/PhoneNumbers", "phone_numbers", found, number => new Dictionary<string, object?>
        {
            ["sid"] = number.Sid, ["account_sid"] = network.Options.AccountSid, ["service_sid"] = sid, ["phone_number"] = number.Number,
            ["capabilities"] = number.CanText ? new[] { "SMS" } : [],
        });
    }

    public object ListCampaigns(string sid, Form form)
    {
        var service = Service(sid);
        form.Check(Form.ForList());
        var found = service.Campaign is { } status ? new[] { status } : [];
        return Page(form, "messaging", $"Services/{sid}/Compliance/Usa2p", "compliance", found, status => new Dictionary<string, object?>
        {
            ["sid"] = "QE" + new string('0', 31) + "1", ["account_sid"] = network.Options.AccountSid, ["messaging_service_sid"] = sid, ["campaign_status"] = status,
            ["us_app_to_person_usecase"] = "EMERGENCY", ["mock"] = false,
        });
    }

    public object ListTollFreeVerifications(Form form)
    {
        form.Check(Form.ForList(("TollfreePhoneNumberSid", Parameter.Text), ("Status", Parameter.Text)));
        var found = network.Options.Numbers.Where(n => n.TollFreeVerification is not null)
            .Where(n => form["TollfreePhoneNumberSid"] is not { } sid || n.Sid == sid)
            .Where(n => form["Status"] is not { } status || n.TollFreeVerification == status)
            .ToList();
        return Page(form, "messaging", "Tollfree/Verifications", "verifications", found, number => new Dictionary<string, object?>
        {
            ["sid"] = "HH" + number.Sid[2..], ["account_sid"] = network.Options.AccountSid, ["tollfree_phone_number_sid"] = number.Sid,
            ["status"] = number.TollFreeVerification,
        });
    }

    public object ListDialingPermissions(Form form)
    {
        form.Check(Form.ForList(("IsoCode", Parameter.Text), ("CountryCode", Parameter.Text), ("LowRiskNumbersEnabled", Parameter.Bool)));
        var found = network.Options.Countries
            .Where(country => form["IsoCode"] is not { } iso || country.IsoCode == iso)
            .Where(country => form["CountryCode"] is not { } code || country.Codes.Contains("+" + code.TrimStart('+')))
            .Where(country => form["LowRiskNumbersEnabled"] is null || country.MayBeCalled == form.Flag("LowRiskNumbersEnabled", otherwise: true))
            .ToList();
        return Page(form, "voice", "DialingPermissions/Countries", "content", found, country => new Dictionary<string, object?>
        {
            ["iso_code"] = country.IsoCode, ["name"] = country.Name, ["country_codes"] = country.Codes,
            ["low_risk_numbers_enabled"] = country.MayBeCalled, ["high_risk_special_numbers_enabled"] = false,
            ["high_risk_tollfraud_numbers_enabled"] = false,
        });
    }

    public object MessagingPermissions(Form form)
    {
        form.Check(new Dictionary<string, Parameter> { ["CountryCode"] = Parameter.Text });
        var asked = form["CountryCode"]?.Split(',');
        return new Dictionary<string, object?>
        {
            ["permissions"] = network.Options.Countries
                .Where(country => asked is null || asked.Contains(country.IsoCode))
                .Select(country => new Dictionary<string, object?> { ["country_code"] = country.IsoCode, ["type"] = "country", ["enabled"] = country.MayBeTexted })
                .ToList(),
        };
    }

    public object ListCustomerProfiles(Form form)
    {
        form.Check(Form.ForList(("Status", Parameter.Text), ("FriendlyName", Parameter.Text), ("PolicySid", Parameter.Text)));
        var found = network.Options.CustomerProfiles.Index()
            .Where(profile => form["Status"] is not { } status || profile.Item.Status == status)
            .ToList();
        return Page(form, "trusthub", "CustomerProfiles", "results", found, profile => new Dictionary<string, object?>
        {
            ["sid"] = "BU" + profile.Index.ToString("x32", CultureInfo.InvariantCulture), ["account_sid"] = network.Options.AccountSid,
            ["policy_sid"] = profile.Item.Business ? BusinessPolicy : PersonPolicy, ["status"] = profile.Item.Status,
        });
    }

    public object GetPolicy(string sid, Form form)
    {
        form.Check(None);
        var endUsers = sid switch
        {
            BusinessPolicy => new[] { "customer_profile_business_information", "authorized_representative_1" },
            PersonPolicy => ["individual_customer_profile_information"],
            _ => throw RestErrorException.NotFound($"Policies/{sid}"),
        };
        return new Dictionary<string, object?>
        {
            ["sid"] = sid,
            ["requirements"] = new Dictionary<string, object?>
            {
                ["end_user"] = endUsers.Select(type => new Dictionary<string, object?> { ["type"] = type, ["requirement_name"] = type }).ToList(),
            },
        };
    }

    private MessagingServiceOptions Service(string sid) => network.Options.MessagingService is { } service && service.Sid == sid
        ? service
        : throw RestErrorException.NotFound($"Services/{sid}");

    private Dictionary<string, object?> Shape(MessagingServiceOptions service) => new()
    {
        ["sid"] = service.Sid,
        ["account_sid"] = network.Options.AccountSid,
        ["friendly_name"] = "SpotterBot",
        ["inbound_request_url"] = service.InboundRequestUrl,
        ["inbound_method"] = "POST",
        ["fallback_url"] = service.FallbackUrl,
        ["status_callback"] = service.StatusCallback,
        ["use_inbound_webhook_on_number"] = service.UseInboundWebhookOnNumber,
    };

    /// <summary>Lists of products say in <c>meta</c> under which name their members stand, and where the next page is, absolutely.</summary>
    private static Dictionary<string, object?> Page<T>(Form form, string host, string resource, string key, IReadOnlyList<T> items, Func<T, object> shape)
    {
        var (size, page) = (form.Number("PageSize", 50), form.Number("Page", 0));
        string Address(int number) => $"https://{host}.twilio.com/v1/{resource}?PageSize={size}&Page={number}";
        return new Dictionary<string, object?>
        {
            [key] = items.Skip(page * size).Take(size).Select(shape).ToList(),
            ["meta"] = new Dictionary<string, object?>
            {
                ["key"] = key, ["page"] = page, ["page_size"] = size, ["url"] = Address(page), ["first_page_url"] = Address(0),
                ["next_page_url"] = items.Count > (page + 1) * size ? Address(page + 1) : null,
                ["previous_page_url"] = page > 0 ? Address(page - 1) : null,
            },
        };
    }
}
