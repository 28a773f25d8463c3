using System.Globalization;
using System.Text;

namespace PhoneCompany.Tests;

public sealed class RestApi
{
    private readonly Testbed _bed = new();

    [Fact]
    public void A_created_call_is_queued_and_what_is_not_known_yet_is_null()
    {
        var (status, body) = _bed.Post("Calls.json", ("To", Testbed.Peer), ("From", Testbed.Service), ("Url", "https://program.test/x"));

        Assert.Equal(201, status);
        Assert.Matches("^CA[0-9a-f]{32}$", body.GetProperty("sid").GetString()!);
        Assert.Equal("queued", body.GetProperty("status").GetString());
        Assert.Equal("outbound-api", body.GetProperty("direction").GetString());
        foreach (var name in new[] { "start_time", "end_time", "duration", "price", "answered_by", "parent_call_sid" })
        {
            Assert.Equal(System.Text.Json.JsonValueKind.Null, body.GetProperty(name).ValueKind);
        }

        var created = body.GetProperty("date_created").GetString()!;
        Assert.Equal(
            _bed.Time.GetUtcNow(), DateTimeOffset.ParseExact(created, "ddd, dd MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Identifiers_are_the_same_for_the_same_seed()
    {
        var sids = Enumerable.Range(0, 2).Select(_ => new Testbed().Ring(Testbed.Peer).Sid).ToList();

        Assert.Equal(sids[0], sids[1]);
        Assert.NotEqual(sids[0], new Testbed(options => options with { Seed = 2 }).Ring(Testbed.Peer).Sid);
    }

    [Fact]
    public void A_wrong_password_is_20003_and_an_api_key_opens_all_but_the_account()
    {
        var bed = new Testbed(options => options with { ApiKeys = new Dictionary<string, string> { ["SK1"] = "secret" } });
        bed.SignIn("SK1", "secret");
        Assert.Equal(200, bed.Get("Balance.json").Status);
        Assert.Equal(401, bed.Get($"../{bed.Network.Options.AccountSid}.json").Status);

        bed.SignIn("SK1", "wrong");
        var (status, body) = bed.Get("Balance.json");
        Assert.Equal((401, 20003, 401), (status, body.GetProperty("code").GetInt32(), body.GetProperty("status").GetInt32()));
        Assert.Equal("https://www.twilio.com/docs/errors/20003", body.GetProperty("more_info").GetString());
    }

    [Theory]
    [InlineData(21201, "From", Testbed.Service, "Url", "https://p.test/")]
    [InlineData(21213, "To", Testbed.Peer, "Url", "https://p.test/")]
    [InlineData(21205, "To", Testbed.Peer, "From", Testbed.Service)]
    [InlineData(21205, "To", Testbed.Peer, "From", Testbed.Service, "Url", "/relative")]
    [InlineData(21211, "To", "5551230001", "From", Testbed.Service, "Url", "https://p.test/")]
    [InlineData(21210, "To", Testbed.Peer, "From", "+15557770000", "Url", "https://p.test/")]
    [InlineData(21212, "To", Testbed.Peer, "From", "+15005550001", "Url", "https://p.test/")]
    [InlineData(21217, "To", "+15005550001", "From", Testbed.Service, "Url", "https://p.test/")]
    [InlineData(21214, "To", "+15005550002", "From", Testbed.Service, "Url", "https://p.test/")]
    [InlineData(21215, "To", "+15005550003", "From", Testbed.Service, "Url", "https://p.test/")]
    [InlineData(21216, "To", "+15005550004", "From", Testbed.Service, "Url", "https://p.test/")]
    [InlineData(20001, "To", Testbed.Peer, "From", Testbed.Service, "Url", "https://p.test/", "Timeout", "601")]
    [InlineData(20001, "To", Testbed.Peer, "From", Testbed.Service, "Url", "https://p.test/", "SendDigits", "12x")]
    [InlineData(20001, "To", Testbed.Peer, "From", Testbed.Service, "Url", "https://p.test/", "StatusCallbackEvent", "ringing answered")]
    [InlineData(20001, "To", Testbed.Peer, "From", Testbed.Service, "Url", "https://p.test/", "Volume", "11")]
    public void A_call_that_cannot_be_is_refused_with_its_code(int code, params string[] form)
    {
        var (status, body) = _bed.Post("Calls.json", [.. form.Chunk(2).Select(pair => (pair[0], pair[1]))]);

        Assert.Equal((400, code), (status, body.GetProperty("code").GetInt32()));
        Assert.Empty(_bed.Network.Calls);
    }

    [Fact]
    public void Inline_twiml_over_4000_characters_is_32018()
    {
        var twiml = $"<Response><Say>{new string('a', 4000)}</Say></Response>";
        var (status, body) = _bed.Post("Calls.json", ("To", Testbed.Peer), ("From", Testbed.Service), ("Twiml", twiml));

        Assert.Equal((400, 32018), (status, body.GetProperty("code").GetInt32()));
    }

    [Fact]
    public void An_unknown_parameter_is_refused_and_recorded()
    {
        _bed.Post("Calls.json", ("To", Testbed.Peer), ("From", Testbed.Service), ("Url", "https://p.test/"), ("StatusCallbackEvents", "ringing"));

        Assert.Contains("StatusCallbackEvents", Assert.Single(_bed.Network.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_forms_are_taken()
    {
        using var json = new StringContent("{\"To\":\"+15551230002\"}", Encoding.UTF8, "application/json");

        Assert.Equal(415, _bed.Post("Calls.json", json).Status);
        Assert.Single(_bed.Network.Violations);
    }

    [Fact]
    public void What_does_not_exist_is_20404()
    {
        foreach (var resource in new[] { "Calls/CA0.json", "Messages/SM0.json", "Conferences/CF0.json", "IncomingPhoneNumbers/PN0.json" })
        {
            var (status, body) = _bed.Get(resource);
            Assert.Equal((404, 20404), (status, body.GetProperty("code").GetInt32()));
        }

        Assert.Equal(404, _bed.Get("Transcriptions.json").Status);
        Assert.Single(_bed.Network.Violations);
    }

    [Fact]
    public void Calls_are_listed_newest_first_filtered_and_in_pages_with_relative_addresses()
    {
        var start = _bed.Time.GetUtcNow();
        foreach (var index in Enumerable.Range(1, 5))
        {
            _bed.Ring($"+1555123030{index}");
            _bed.Wait(60);
        }

        _bed.Ring("+15551230301");
        Assert.Equal(2, _bed.Get("Calls.json?To=%2B15551230301").Body.GetProperty("calls").GetArrayLength());
        var since = Uri.EscapeDataString(start.AddSeconds(90).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        var recent = _bed.Get($"Calls.json?StartTime%3E={since}").Body.GetProperty("calls");
        Assert.Equal(4, recent.GetArrayLength());

        var page = _bed.Get("Calls.json?PageSize=4").Body;
        Assert.Equal("+15551230301", page.GetProperty("calls")[0].GetProperty("to").GetString());
        Assert.StartsWith("/2010-04-01/Accounts/", page.GetProperty("next_page_uri").GetString(), StringComparison.Ordinal);
        var second = _bed.Get(page.GetProperty("next_page_uri").GetString()!).Body;
        Assert.Equal(2, second.GetProperty("calls").GetArrayLength());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.GetProperty("next_page_uri").ValueKind);
    }

    [Fact]
    public void A_status_filter_knows_no_initiated_calls()
    {
        _bed.Ring(Testbed.Peer);
        _bed.Wait(0.1);

        Assert.Equal(1, _bed.Get("Calls.json?Status=queued").Body.GetProperty("calls").GetArrayLength());
        Assert.Equal(400, _bed.Get("Calls.json?Status=initiated").Status);
    }

    [Fact]
    public void The_urls_of_a_number_are_read_and_changed()
    {
        var list = _bed.Get("IncomingPhoneNumbers.json?PhoneNumber=%2B15550001000").Body.GetProperty("incoming_phone_numbers");
        var sid = list[0].GetProperty("sid").GetString();
        Assert.Matches("^PN[0-9a-f]{32}$", sid!);
        Assert.Equal("https://program.test/voice", list[0].GetProperty("voice_url").GetString());

        _bed.Post($"IncomingPhoneNumbers/{sid}.json", ("VoiceUrl", "https://program.test/other"), ("SmsUrl", ""));
        _bed.At("other", "<Say>Other.</Say>");
        _bed.Dial(wait: 2);
        Assert.True(_bed.CallerPhone.HasHeard("Other"));
        Assert.Null(_bed.Number.SmsUrl);
    }

    [Fact]
    public void The_balance_and_the_messaging_service_can_be_read()
    {
        var bed = new Testbed(options => options with { MessagingService = new MessagingServiceOptions { InboundRequestUrl = null } });
        Assert.Equal("100.00", bed.Get("Balance.json").Body.GetProperty("balance").GetString());
        var service = bed.Get($"https://messaging.twilio.com/v1/Services/{bed.Network.Options.MessagingService!.Sid}").Body;
        Assert.False(service.GetProperty("use_inbound_webhook_on_number").GetBoolean());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, service.GetProperty("inbound_request_url").ValueKind);
    }

    [Fact]
    public void Every_request_is_kept_for_the_test()
    {
        _bed.Ring(Testbed.Peer);

        var request = Assert.Single(_bed.Network.RestRequests);
        Assert.True(request.CreatesCall);
        Assert.Equal(Testbed.Peer, request["To"]);
    }
}
