using System.Net;
using System.Text;

namespace PhoneCompany.Tests;

public sealed class WebhookTransport
{
    private readonly Testbed _bed = new();

    [Fact]
    public void A_failed_document_is_asked_for_once_at_the_fallback_with_what_went_wrong()
    {
        _bed.Number.VoiceFallbackUrl = "https://program.test/fallback";
        _bed.At("voice", _ => Testbed.Status(HttpStatusCode.InternalServerError));
        _bed.At("fallback", "<Say>We are still here.</Say>");
        _bed.Dial(wait: 5);

        Assert.Single(_bed.HitsAt("voice"));
        var hit = Assert.Single(_bed.HitsAt("fallback"));
        Assert.Equal(("11200", "https://program.test/voice"), (hit["ErrorCode"], hit["ErrorUrl"]));
        Assert.Equal(Testbed.Caller, hit["From"]);
        Assert.True(_bed.CallerPhone.HasHeard("still here"));
        Assert.False(_bed.CallerPhone.HasHeard("application error"));
    }

    [Fact]
    public void The_fallback_covers_later_documents_too_and_keeps_the_digits()
    {
        _bed.At("outbound", "<Gather numDigits='1' action='/key'/>");
        _bed.At("key", _ => Testbed.Status(HttpStatusCode.BadGateway));
        _bed.PeerPhone.Behaviour = PhoneCompany.People.Behaviour.PersonSaying(
            TimeSpan.FromSeconds(1), "", PhoneCompany.People.Reaction.Later(TimeSpan.FromSeconds(1), me => me.Presses("1")));
        _bed.Ring(Testbed.Peer, "outbound", ("FallbackUrl", "https://program.test/fallback"));
        _bed.Wait(5);

        Assert.Equal("1", Assert.Single(_bed.HitsAt("fallback"))["Digits"]);
    }

    [Fact]
    public void When_the_fallback_fails_as_well_the_caller_hears_an_application_error()
    {
        _bed.Number.VoiceFallbackUrl = "https://program.test/fallback";
        _bed.At("voice", _ => Testbed.Status(HttpStatusCode.NotFound));
        _bed.At("fallback", _ => Testbed.Status(HttpStatusCode.NotFound));
        var call = _bed.Dial(wait: 10);

        Assert.Single(_bed.HitsAt("fallback"));
        Assert.True(_bed.CallerPhone.HasHeard("an application error has occurred"));
        Assert.True(call.IsOver);
        Assert.Equal(2, _bed.Network.Alerts.Count);
    }

    [Fact]
    public void A_program_that_takes_longer_than_fifteen_seconds_has_failed()
    {
        _bed.AtAsync("voice", async _ =>
        {
            await Task.Delay(TimeSpan.FromSeconds(16), _bed.Time);
            return Testbed.Xml("<Response><Say>Too late.</Say></Response>");
        });
        _bed.Dial(wait: 14.9);
        Assert.Equal("ringing", _bed.Network.Calls[0].Status);

        _bed.Wait(10);
        Assert.True(_bed.CallerPhone.HasHeard("application error"));
        Assert.False(_bed.CallerPhone.HasHeard("Too late"));
        Assert.Equal(0, _bed.Network.OutstandingWebhooks);
    }

    [Fact]
    public void A_slow_program_within_its_time_is_waited_for()
    {
        _bed.AtAsync("voice", async _ =>
        {
            await Task.Delay(TimeSpan.FromSeconds(9), _bed.Time);
            return Testbed.Xml("<Response><Say>Here.</Say></Response>");
        });
        _bed.Dial(wait: 12);

        Assert.True(_bed.CallerPhone.HasHeard("Here"));
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("#rc=0", 1)]
    [InlineData("#rc=3&rp=ct", 4)]
    [InlineData("#rc=3&rp=5xx", 1)]
    public void A_broken_connection_is_tried_again_as_the_fragment_says(string fragment, int attempts)
    {
        _bed.Number.VoiceUrl = "https://program.test/voice" + fragment;
        _bed.At("voice", _ => throw new HttpRequestException("refused"));
        _bed.Dial(wait: 10);

        Assert.Equal(attempts, _bed.Hits.Count);
        Assert.Single(_bed.Hits.Select(hit => hit.Headers.GetValues("I-Twilio-Idempotency-Token").Single()).Distinct());
        Assert.Contains(_bed.Network.Alerts, alert => alert.Code == 11205);
        Assert.Empty(_bed.Network.Unobserved);
    }

    [Fact]
    public void A_server_error_is_tried_again_only_where_asked_for()
    {
        _bed.Number.VoiceUrl = "https://program.test/voice#rc=2&rp=5xx";
        _bed.At("voice", hit => _bed.Hits.Count < 3 ? Testbed.Status(HttpStatusCode.ServiceUnavailable) : Testbed.Xml("<Response><Say>Third.</Say></Response>"));
        _bed.Dial(wait: 3);

        Assert.Equal(3, _bed.Hits.Count);
        Assert.True(_bed.CallerPhone.HasHeard("Third"));
    }

    [Fact]
    public void A_read_time_out_of_ones_own_is_kept()
    {
        _bed.Number.VoiceUrl = "https://program.test/voice#rt=2000&rc=1&rp=rt";
        _bed.AtAsync("voice", async _ =>
        {
            await Task.Delay(TimeSpan.FromSeconds(_bed.Hits.Count == 1 ? 30 : 1), _bed.Time);
            return Testbed.Xml("<Response><Say>Second.</Say></Response>");
        });
        _bed.Dial(wait: 5);

        Assert.True(_bed.CallerPhone.HasHeard("Second"));
        _bed.AssertClean();
    }

    [Fact]
    public void An_override_that_is_none_is_recorded()
    {
        _bed.Number.VoiceUrl = "https://program.test/voice#rc=9&zz=1";
        _bed.Dial();

        Assert.Equal(2, _bed.Network.Violations.Count);
    }

    [Fact]
    public void A_redirected_post_becomes_a_get_and_loses_its_form()
    {
        _bed.At("voice", "<Gather numDigits='1' action='/key'/>");
        _bed.At("key", _ => Moved("/moved?a=1"));
        _bed.At("moved", "<Say>Moved.</Say>");
        _bed.Dial();
        _bed.CallerPhone.Presses("1");
        _bed.Wait(3);

        var hit = Assert.Single(_bed.HitsAt("moved"));
        Assert.Equal(("GET", null, "1"), (hit.Method, hit["Digits"], hit["a"]));
        Assert.True(_bed.CallerPhone.HasHeard("Moved"));
    }

    [Fact]
    public void More_than_ten_redirects_are_11215()
    {
        _bed.At("voice", _ => Moved("/voice"));
        _bed.Dial(wait: 5);

        Assert.Equal(11, _bed.Hits.Count);
        Assert.Contains(_bed.Network.Alerts, alert => alert.Code == 11215);
    }

    [Fact]
    public void A_document_over_64_kilobytes_is_11750()
    {
        _bed.At("voice", $"<Say>{string.Concat(Enumerable.Repeat("long words ", 7000))}</Say>");
        _bed.Dial(wait: 5);

        Assert.Contains(_bed.Network.Alerts, alert => alert.Code == 11750);
    }

    [Fact]
    public void Cookies_are_kept_for_the_length_of_a_call()
    {
        _bed.At("voice", _ =>
        {
            var response = Testbed.Xml("<Response><Redirect>/next</Redirect></Response>");
            response.Headers.Add("Set-Cookie", "case=7; path=/");
            return response;
        });
        _bed.At("next", "<Say>Hi.</Say>");
        _bed.Dial(wait: 2);

        Assert.Equal("case=7", _bed.HitsAt("next").Single().Headers.GetValues("Cookie").Single());
    }

    [Fact]
    public void A_fault_of_the_programs_handler_is_kept_and_heard_as_an_application_error()
    {
        _bed.At("voice", _ => throw new InvalidOperationException("bug"));
        _bed.Dial(wait: 5);

        Assert.Equal("bug", Assert.Single(_bed.Network.Unobserved).Message);
        Assert.True(_bed.CallerPhone.HasHeard("application error"));
    }

    [Fact]
    public void Inline_twiml_must_not_name_relative_addresses()
    {
        _bed.PeerPhone.Behaviour = PhoneCompany.People.Behaviour.Person(TimeSpan.FromSeconds(1));
        _bed.Post(
            "Calls.json",
            ("To", Testbed.Peer),
            ("From", Testbed.Service),
            ("Twiml", "<Response><Redirect>/relative</Redirect></Response>"));
        _bed.Wait(5);

        Assert.Contains(_bed.Network.Violations, text => text.Contains("'/relative'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_status_callback_may_fail_and_only_the_debugger_knows()
    {
        _bed.At("outbound", "<Say>Hello.</Say>");
        _bed.At("status", _ => Testbed.Status(HttpStatusCode.InternalServerError));
        _bed.PeerPhone.Behaviour = PhoneCompany.People.Behaviour.Person(TimeSpan.FromSeconds(1));
        var call = _bed.Ring(Testbed.Peer, "outbound", ("StatusCallback", "https://program.test/status"));
        _bed.Wait(10);

        Assert.Equal("completed", call.Status);
        Assert.Equal(11200, Assert.Single(_bed.Network.Alerts).Code);
        _bed.AssertClean();
    }

    private static HttpResponseMessage Moved(string to) => new(HttpStatusCode.Found)
    {
        Headers = { Location = new Uri(to, UriKind.Relative) }, Content = new StringContent("", Encoding.UTF8, "text/html"),
    };
}
