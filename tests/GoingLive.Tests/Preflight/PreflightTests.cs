using System.Net;
using System.Text.Json;
using PhoneCompany;
using PhoneCompany.Faults;
using PhoneCompany.Time;
using Simulation;
using SpotterBot.Decisions;
using SpotterBot.Preflight;
using SpotterBot.Storage;

namespace GoingLive.Preflight;

/// <summary>One thing is out of order, and exactly that is found.</summary>
public sealed class PreflightTests
{
    private readonly PreflightBench _bench = new();

    [Fact]
    public async Task With_everything_in_order_nothing_is_found()
    {
        await _bench.FindsAsync(Severity.Passed);
        var (code, text) = await _bench.RunAsync("--preflight");
        Assert.Equal(0, code);
        Assert.EndsWith("0 to be decided, 0 blocking.\n", text, StringComparison.Ordinal);
        Assert.All(OperatorCommands.Checks, check => Assert.Matches($"(?m)^ok +{PreflightBench.NameOf(check)} +\\S", text));
        foreach (var number in _bench.Settings.Where(s => s.Key.EndsWith(":Phone", StringComparison.Ordinal) || s.Key.EndsWith(":Dispatch", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain(number.Value!, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nobody_answers_at_the_public_address()
    {
        _bench.Instead = _ => throw new HttpRequestException(HttpRequestError.SecureConnectionError, "certificate");
        var found = await _bench.FindsAsync(Severity.Blocking, "public-url", "signature", "sweep", "clock");
        Assert.Contains("certificate is not accepted", found[0].Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Something_else_answers_at_the_public_address_and_lets_everything_in()
    {
        _bench.Instead = _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>It works!</html>") };
        var found = await _bench.FindsAsync(Severity.Blocking, "public-url", "signature", "sweep", "clock");
        Assert.Contains(found, f => f.Says.StartsWith("An unsigned request is not refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_running_program_cannot_use_its_store()
    {
        (_bench.OperatorsStore, _bench.Store, _bench.Sweeps) = (_bench.Store, new Broken(), false);
        var found = await _bench.FindsAsync(Severity.Blocking, "public-url", "signature", "sweep");
        Assert.Contains("cannot use its store", found[0].Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_running_program_has_another_token()
    {
        _bench.Running["Twilio:AuthToken"] = "ffffffffffffffffffffffffffffffff";
        var found = Assert.Single(await _bench.FindsAsync(Severity.Blocking, "signature"));
        Assert.Contains("answers 403", found.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_running_program_does_not_know_the_secondary_token()
    {
        _bench.Settings["Twilio:SecondaryAuthToken"] = "22222222222222222222222222222222";
        _bench.Options = _bench.Options with { SecondaryAuthToken = "22222222222222222222222222222222" };
        await _bench.FindsAsync(Severity.Passed);
        _bench.Running["Twilio:SecondaryAuthToken"] = null;
        var found = Assert.Single(await _bench.FindsAsync(Severity.Blocking, "signature"));
        Assert.Contains("Twilio__SecondaryAuthToken", found.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_running_program_believes_in_another_address()
    {
        _bench.Running["PublicBaseUrl"] = "https://other.example.org";
        await _bench.FindsAsync(Severity.Blocking, "signature");
    }

    [Fact]
    public async Task Nobody_sweeps()
    {
        _bench.Sweeps = false;
        var found = Assert.Single(await _bench.FindsAsync(Severity.Blocking, "sweep"));
        Assert.Contains("not swept since it was started", found.Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9, null)]
    [InlineData(12, "The last sweep was 12 s ago")]
    public async Task The_last_sweep_was_some_time_ago(int seconds, string? says)
    {
        _bench.SweptBefore = TimeSpan.FromSeconds(seconds);
        var found = await _bench.FindsAsync(says is null ? Severity.Passed : Severity.Blocking, says is null ? [] : ["sweep"]);
        Assert.All(found, f => Assert.StartsWith(says!, f.Says, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Under_a_host_whose_timer_does_not_come_that_is_to_be_decided()
    {
        _bench.Hosted = true;
        Assert.Contains("has never come", Assert.Single(await _bench.FindsAsync(Severity.Warning, "sweep")).Says, StringComparison.Ordinal);
        _bench.TimerComes = true;
        await _bench.FindsAsync(Severity.Passed);
        _bench.TimerComes = false;
        _bench.Time.AdvanceBy(TimeSpan.FromSeconds(170));
        await _bench.FindsAsync(Severity.Passed);
        _bench.Time.AdvanceBy(TimeSpan.FromSeconds(70));
        Assert.Contains("last came 4 minutes ago", Assert.Single(await _bench.FindsAsync(Severity.Warning, "sweep")).Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operator_may_not_write_to_the_store()
    {
        _bench.OperatorsStore = new Broken(reads: _bench.Store);
        var found = Assert.Single(await _bench.FindsAsync(Severity.Blocking, "store"));
        Assert.Contains("Forbidden", found.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_stored_was_written_under_another_key()
    {
        _bench.Running["Privacy:Key"] = Convert.ToBase64String(new byte[32]);
        await _bench.SeedAsync();
        var found = await _bench.FindsAsync(Severity.Blocking, "store", "countries", "on-shift", "hours", "debrief");
        Assert.Contains("does not open with Privacy__Key", found[0].Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_primary_token_is_refused()
    {
        (_bench.Settings["Twilio:ApiKeySid"], _bench.Settings["Twilio:ApiKeySecret"]) = ("SK" + new string('1', 32), "secret");
        _bench.Options = _bench.Options with
        {
            AuthToken = "ffffffffffffffffffffffffffffffff", ApiKeys = new Dictionary<string, string> { ["SK" + new string('1', 32)] = "secret" },
        };
        var found = await _bench.FindsAsync(Severity.Blocking, "tokens", "account", "fallback");
        Assert.Contains("Twilio__AuthToken is refused", found[0].Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_secondary_token_is_refused()
    {
        _bench.Settings["Twilio:SecondaryAuthToken"] = "22222222222222222222222222222222";
        var found = Assert.Single(await _bench.FindsAsync(Severity.Blocking, "tokens"));
        Assert.Contains("Twilio__SecondaryAuthToken is refused", found.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_key_is_refused()
    {
        (_bench.Settings["Twilio:ApiKeySid"], _bench.Settings["Twilio:ApiKeySecret"]) = ("SK" + new string('1', 32), "secret");

        // It goes out with nearly every question.
        var found = await _bench.FindsAsync(
            Severity.Blocking, "tokens", "account", "business-profile", "pace", "numbers", "number-urls", "fallback", "messaging-service", "text-registration", "emergency-address", "countries");
        Assert.Contains("Twilio__ApiKeySid with its secret is refused", found[0].Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Trial", "active", "trial")]
    [InlineData("Full", "suspended", "suspended")]
    public async Task The_account_is_not_fit(string type, string status, string says)
    {
        _bench.Options = _bench.Options with { AccountType = type, AccountStatus = status };
        Assert.Contains(says, Assert.Single(await _bench.FindsAsync(Severity.Blocking, "account")).Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12.30", Severity.Warning)]
    [InlineData("-0.40", Severity.Blocking)]
    public async Task The_account_is_running_out(string balance, Severity severity)
    {
        _bench.Options = _bench.Options with { Balance = balance };
        await _bench.FindsAsync(severity, "account");
    }

    [Theory]
    [InlineData(0, "2026-02-20", Severity.Blocking, "two calls at once")]
    [InlineData(1, "2026-02-20", Severity.Blocking, "three calls at once")]
    [InlineData(0, "2025-02-20", Severity.Warning, "unless the account was upgraded before")]
    public async Task The_account_may_not_hold_enough_calls_at_once(int persons, string opened, Severity severity, string says)
    {
        _bench.Options = _bench.Options with
        {
            AccountCreatedUtc = DateTimeOffset.Parse(opened + "T00:00:00Z"),
            CustomerProfiles = [new CustomerProfile("in-review", Business: true), .. Enumerable.Repeat(new CustomerProfile("twilio-approved", Business: false), persons)],
        };
        Assert.Contains(says, Assert.Single(await _bench.FindsAsync(severity, "business-profile")).Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pace_that_nothing_has_shown_is_to_be_decided_and_one_that_calls_have_shown_is_not()
    {
        _bench.Settings["Twilio:CallsPerSecond"] = "3";
        _bench.Options = _bench.Options with { CallsPerSecond = 3 };
        var found = Assert.Single(await _bench.FindsAsync(Severity.Warning, "pace"));
        Assert.Contains("default is 1", found.Says, StringComparison.Ordinal);
        await PlaceAsync(3);
        await _bench.FindsAsync(Severity.Passed);
    }

    [Fact]
    public async Task Calls_waited_in_the_phone_companys_queue()
    {
        await PlaceAsync(6);
        var found = Assert.Single(await _bench.FindsAsync(Severity.Blocking, "pace"));
        Assert.Contains("waited 5", found.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_is_not_the_accounts()
    {
        _bench.Settings["Twilio:Numbers:1"] = "+12895550107";
        await _bench.FindsAsync(Severity.Blocking, "numbers", "number-urls", "messaging-service", "text-registration", "emergency-address");
    }

    [Theory]
    [InlineData(false, true, "takes no calls")]
    [InlineData(true, false, "takes no texts")]
    public async Task A_number_is_not_capable(bool calls, bool texts, string says)
    {
        var pointed = PreflightBench.Pointed(PreflightBench.Line);
        _bench.Options = _bench.Options with
        {
            Numbers =
            [
                new OwnedNumber(PreflightBench.Line)
                {
                    CanCall = calls, CanText = texts, VoiceUrl = pointed.VoiceUrl, SmsUrl = pointed.SmsUrl, StatusCallback = pointed.StatusCallback,
                    VoiceFallbackUrl = pointed.VoiceFallbackUrl, SmsFallbackUrl = pointed.SmsFallbackUrl, EmergencyAddressStatus = "registered",
                },
                PreflightBench.Pointed(PreflightBench.EmsLine),
            ],
        };
        Assert.Contains(says, Assert.Single(await _bench.FindsAsync(Severity.Blocking, "numbers")).Says, StringComparison.Ordinal);
    }

    public static TheoryData<string, Action<OwnedNumber>> Elsewhere => new()
    {
        { "calls go to POST https://elsewhere.example.org/voice", n => n.VoiceUrl = "https://elsewhere.example.org/voice?key=secret" },
        { "calls go to nowhere", n => n.VoiceUrl = null },
        { "calls go to GET", n => n.VoiceMethod = "GET" },
        { "an application takes its calls", n => n.VoiceApplicationSid = "AP" + new string('0', 32) },
        { "a SIP trunk takes its calls", n => n.TrunkSid = "TK" + new string('0', 32) },
        { "texts go to nowhere", n => n.SmsUrl = null },
        { "texts go to GET", n => n.SmsMethod = "GET" },
        { "an application takes its texts", n => n.SmsApplicationSid = "AP" + new string('0', 32) },
        { "the end of a call is reported to nowhere", n => n.StatusCallback = null },
    };

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public async Task A_number_points_elsewhere(string says, Action<OwnedNumber> point)
    {
        point(_bench.Number);
        var found = Assert.Single(await _bench.FindsAsync(Severity.Blocking, "number-urls"));
        Assert.Contains(says, found.Says, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", found.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_fails_on_the_way_is_not_tried_again()
    {
        _bench.Number.VoiceUrl = PreflightBench.Base + "/api/voice";
        await _bench.FindsAsync(Severity.Warning, "number-urls");
    }

    public static TheoryData<string, string?, string?> Fallbacks => new()
    {
        { "is not set", null, null },
        { "is not hosted by Twilio", PreflightBench.Base + "/api/voice/fallback", null },
        { "cannot be had", "https://handler.twilio.com/twiml/EH99999999999999999999999999999999", null },
        { "is no TwiML", null, "We are away." },
        { "does not dial Roster__FallbackPhone", null, "<Response><Say>We are away.</Say></Response>" },
    };

    [Theory]
    [MemberData(nameof(Fallbacks))]
    public async Task The_fallback_for_calls_would_leave_them_alone(string says, string? url, string? document)
    {
        if (document is null)
        {
            _bench.Number.VoiceFallbackUrl = url;
        }
        else
        {
            var bins = new Dictionary<string, string>(_bench.Options.TwimlBins) { ["EH3"] = document };
            _bench.Options = _bench.Options with { TwimlBins = bins };
            _bench.Number.VoiceFallbackUrl = "https://handler.twilio.com/twiml/EH3";
        }

        Assert.Contains(says, Assert.Single(await _bench.FindsAsync(Severity.Blocking, "fallback")).Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fallback_for_texts_is_missing()
    {
        _bench.Number.SmsFallbackUrl = null;
        Assert.Contains("for texts", Assert.Single(await _bench.FindsAsync(Severity.Blocking, "fallback")).Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_no_staffed_line()
    {
        _bench.Settings["Roster:FallbackPhone"] = null;
        await _bench.FindsAsync(Severity.Blocking, "fallback");
    }

    [Theory]
    [InlineData(null, "swallows")]
    [InlineData("https://elsewhere.example.org/texts", "elsewhere")]
    public async Task The_messaging_service_takes_the_texts(string? inbound, string says)
    {
        var service = new MessagingServiceOptions { InboundRequestUrl = inbound };
        _bench.Settings["Twilio:MessagingServiceSid"] = service.Sid;
        _bench.Options = _bench.Options with { MessagingService = service };
        Assert.Contains(says, Assert.Single(await _bench.FindsAsync(Severity.Blocking, "messaging-service")).Says, StringComparison.Ordinal);
        service.UseInboundWebhookOnNumber = true;
        await _bench.FindsAsync(Severity.Passed);
        (service.UseInboundWebhookOnNumber, service.InboundRequestUrl) = (false, PreflightBench.Base + "/api/texts");
        await _bench.FindsAsync(Severity.Passed);
    }

    [Theory]
    [InlineData("Twilio:MessagingServiceSid", null, "Twilio__MessagingServiceSid is not set")]
    [InlineData("Switch:After", "00:00:00", "Switch__After is zero")]
    public async Task Nobody_would_be_told_of_the_programs_death(string setting, string? value, string says)
    {
        _bench.Settings[setting] = value;
        string[] alsoMissing = value is null ? ["text-registration"] : [];
        Assert.Contains(says, (await _bench.FindsAsync(Severity.Warning, ["dead-mans-switch", .. alsoMissing]))[0].Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_messaging_service_is_another_accounts()
    {
        _bench.Settings["Twilio:MessagingServiceSid"] = "MG" + new string('9', 32);
        Assert.Contains("no such messaging service", (await _bench.FindsAsync(Severity.Blocking, "messaging-service", "text-registration"))[0].Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_messaging_service_does_not_send_from_our_number()
    {
        var service = new MessagingServiceOptions { UseInboundWebhookOnNumber = true, Numbers = [PreflightBench.EmsLine] };
        _bench.Settings["Twilio:MessagingServiceSid"] = service.Sid;
        _bench.Options = _bench.Options with { MessagingService = service };
        await _bench.FindsAsync(Severity.Warning, "messaging-service", "text-registration");
    }

    [Theory]
    [InlineData(null, "nothing was handed in")]
    [InlineData("IN_PROGRESS", "in progress")]
    [InlineData("FAILED", "failed")]
    public async Task The_campaign_that_texts_to_the_united_states_need_is_not_approved(string? status, string says)
    {
        _bench.Options.MessagingService!.Campaign = status;
        var found = Assert.Single(await _bench.FindsAsync(Severity.Warning, "text-registration"));
        Assert.Contains(says, found.Says, StringComparison.Ordinal);
        Assert.Contains("30034", found.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_messaging_service_nobody_can_look_up_the_campaign()
    {
        _bench.Settings.Remove("Twilio:MessagingServiceSid");
        Assert.Contains("cannot be looked up", (await _bench.FindsAsync(Severity.Warning, "dead-mans-switch", "text-registration"))[1].Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_toll_free_number_is_not_verified_and_then_it_is()
    {
        const string TollFree = "+18335550100";
        _bench.Settings["Twilio:Numbers:0"] = TollFree;
        _bench.Options = _bench.Options with { Numbers = [PreflightBench.Pointed(TollFree), PreflightBench.Pointed(PreflightBench.EmsLine)] };
        Assert.Contains("nothing was handed in", Assert.Single(await _bench.FindsAsync(Severity.Warning, "text-registration")).Says, StringComparison.Ordinal);
        _bench.Number.TollFreeVerification = "TWILIO_REJECTED";
        var found = Assert.Single(await _bench.FindsAsync(Severity.Warning, "text-registration"));
        Assert.Contains("twilio rejected", found.Says, StringComparison.Ordinal);
        Assert.Contains("30032", found.Says, StringComparison.Ordinal);
        _bench.Number.TollFreeVerification = "TWILIO_APPROVED";
        await _bench.FindsAsync(Severity.Passed);
    }

    [Fact]
    public async Task Twilio_does_not_tell_of_registrations()
    {
        _bench.Network.Faults.OnRest(r => r.Resource.EndsWith("Usa2p", StringComparison.Ordinal), RestFault.Status(HttpStatusCode.Forbidden, 20403));
        Assert.Contains("could not be looked up", Assert.Single(await _bench.FindsAsync(Severity.Warning, "text-registration")).Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_has_tried_it()
    {
        _bench.Tried = [];
        var found = Assert.Single(await _bench.FindsAsync(Severity.Warning, "trial"));
        Assert.Contains("of 0 sessions", found.Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HistoryKind.CheckInMissed)]
    [InlineData(HistoryKind.Rang)]
    [InlineData(HistoryKind.Accepted)]
    [InlineData(HistoryKind.SessionClosed)]
    public async Task A_trial_broke_off(HistoryKind missing)
    {
        _bench.Tried = [.. _bench.Tried.Where(kind => kind != missing)];
        var found = Assert.Single(await _bench.FindsAsync(Severity.Warning, "trial"));
        Assert.Contains("of 1 sessions", found.Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://before.example.org/texts?key=1")]
    public async Task Pointed_back_the_messaging_service_does_with_texts_what_it_did_before(string? inbound)
    {
        var service = _bench.Options.MessagingService!;
        (service.UseInboundWebhookOnNumber, service.InboundRequestUrl) = (false, inbound);
        var kept = Path.Combine(Directory.CreateTempSubdirectory("spotterbot-kept-").FullName, "numbers.json");
        Assert.Equal(0, (await _bench.RunAsync("--point-numbers", "--keep", kept)).Code);
        Assert.True(service.UseInboundWebhookOnNumber);
        Assert.Equal(0, (await _bench.RunAsync("--restore-numbers", kept, "--dry-run")).Code);
        Assert.True(service.UseInboundWebhookOnNumber);
        var (code, text) = await _bench.RunAsync("--restore-numbers", kept);
        Assert.True(code == 0, text);
        Assert.Equal((false, inbound), (service.UseInboundWebhookOnNumber, service.InboundRequestUrl));
        Assert.Contains("already", (await _bench.RunAsync("--restore-numbers", kept)).Text, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(kept)!, recursive: true);
    }

    [Fact]
    public async Task What_was_written_down_before_messaging_services_were_is_read_and_the_rest_said_in_words()
    {
        var kept = Path.Combine(Directory.CreateTempSubdirectory("spotterbot-kept-").FullName, "numbers.json");
        await File.WriteAllTextAsync(kept, "[]", TestContext.Current.CancellationToken);
        var (code, text) = await _bench.RunAsync("--restore-numbers", kept);
        Assert.Equal(0, code);
        Assert.Contains("is not written down", text, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(kept)!, recursive: true);
    }

    [Fact]
    public async Task A_messaging_service_that_cannot_be_read_leaves_everything_as_it_is()
    {
        _bench.Settings["Twilio:MessagingServiceSid"] = "MG" + new string('9', 32);
        _bench.Number.VoiceUrl = null;
        var (code, text) = await _bench.RunAsync("--point-numbers");
        Assert.Equal(1, code);
        Assert.Contains("nothing is changed", text, StringComparison.Ordinal);
        Assert.Null(_bench.Number.VoiceUrl);
    }

    [Fact]
    public async Task An_emergency_address_is_not_registered()
    {
        _bench.Number.EmergencyAddressStatus = "pending-registration";
        await _bench.FindsAsync(Severity.Warning, "emergency-address");
    }

    [Fact]
    public async Task A_country_may_not_be_called()
    {
        _bench.Settings["Places:Areas:1:Name"] = "Lille";
        _bench.Settings["Places:Areas:1:Match"] = "Lille";
        _bench.Settings["Places:Areas:1:Dispatch"] = "+33320555015";
        _bench.Settings["Places:Areas:1:VerifiedOn"] = "2026-03-01";
        await _bench.FindsAsync(Severity.Passed);
        var other = new PreflightBench { Options = _bench.Options with { Countries = [_bench.Options.Countries[0], new Country("FR", "France", ["+33"], MayBeCalled: false)] } };
        foreach (var (name, value) in _bench.Settings)
        {
            other.Settings[name] = value;
        }

        var found = Assert.Single(await other.FindsAsync(Severity.Blocking, "countries"));
        Assert.Equal("France may not be called, where Lille's dispatch desk would be.", found.Says);
    }

    [Fact]
    public async Task A_numbers_country_is_not_among_those_that_twilio_lists()
    {
        _bench.Settings["Roster:Peers:1:Phone"] = "+8816555015";
        var found = Assert.Single(await _bench.FindsAsync(Severity.Blocking, "countries"));
        Assert.Equal("Twilio's list has no country for the number of people on the roster.", found.Says);
    }

    [Fact]
    public async Task Twilio_does_not_tell_which_countries_may_be_texted()
    {
        _bench.Network.Faults.OnRest(r => r.Resource.EndsWith("GeoPermissions", StringComparison.Ordinal), RestFault.Status(HttpStatusCode.Forbidden, 20403));
        Assert.Contains("did not tell which countries may be texted", Assert.Single(await _bench.FindsAsync(Severity.Warning, "countries")).Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_country_may_not_be_texted()
    {
        _bench.Options = _bench.Options with { Countries = [new Country("US", "United States/Canada", ["+1"], MayBeTexted: false)] };
        Assert.Contains("may not be texted", Assert.Single(await _bench.FindsAsync(Severity.Blocking, "countries")).Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_on_shift_now_nor_at_other_hours_of_the_week()
    {
        _bench.Settings["Roster:Peers:0:Hours"] = "Mon-Sun 22:00-24:00";
        _bench.Settings["Roster:Peers:1:Hours"] = "Mon-Sun 00:00-06:00";
        var found = await _bench.FindsAsync(Severity.Blocking, "on-shift", "hours");
        Assert.Equal("Nobody is on shift from Tuesday 11:00 (America/Toronto) to Tuesday 22:00 (America/Toronto).", found[1].Says);
    }

    [Fact]
    public async Task The_week_has_a_gap_that_is_not_now()
    {
        _bench.Settings["Roster:Peers:1:Hours"] = "Mon-Sat 20:00-08:00; Sun 20:00-07:00";
        var found = Assert.Single(await _bench.FindsAsync(Severity.Warning, "hours"));
        Assert.Equal("Nobody is on shift from Monday 07:00 (America/Toronto) to Monday 08:00 (America/Toronto).", found.Says);
    }

    [Fact]
    public async Task The_address_for_alarms_is_tried_with_a_post_that_says_it_is_a_test()
    {
        await _bench.SeedAsync();
        await _bench.FindsAsync(Severity.Passed);
        using var posted = JsonDocument.Parse(_bench.AlarmPosted!);
        Assert.Equal(("test", "SpotterBot"), (posted.RootElement.GetProperty("kind").GetString(), posted.RootElement.GetProperty("service").GetString()));
    }

    [Fact]
    public async Task There_is_no_address_for_alarms()
    {
        await _bench.SeedAsync();
        _bench.Settings.Remove("Alarms:Url");
        var found = Assert.Single(await _bench.FindsAsync(Severity.Warning, "alarms"));
        Assert.Contains("nobody hears of it when calls and texts both fail", found.Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://alarms.example.org/hook?key=secret-of-the-hook", "answers 404")]
    [InlineData("https://nowhere.example.org/hook?key=secret-of-the-hook", "cannot be reached: its name is not known")]
    public async Task The_address_for_alarms_does_not_take_it(string address, string says)
    {
        await _bench.SeedAsync();
        _bench.Settings["Alarms:Url"] = address;
        _bench.AlarmsAnswer = HttpStatusCode.NotFound;
        var found = Assert.Single(await _bench.FindsAsync(Severity.Blocking, "alarms"));
        Assert.Contains(says, found.Says, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-of-the-hook", found.Says + found.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_is_on_call_around_the_clock()
    {
        _bench.Settings["Roster:Peers:1:Hours"] = null;
        Assert.Contains("1 of 2 peers", Assert.Single(await _bench.FindsAsync(Severity.Warning, "hours")).Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_no_coordinator()
    {
        (_bench.Settings["Roster:Coordinators:0:Name"], _bench.Settings["Roster:Coordinators:0:Phone"]) = (null, null);
        await _bench.FindsAsync(Severity.Warning, "on-shift");
    }

    [Fact]
    public async Task There_is_no_mentor_and_with_no_coordinator_either_debrief_finds_nobody()
    {
        (_bench.Settings["Roster:Mentors:0:Name"], _bench.Settings["Roster:Mentors:0:Phone"]) = (null, null);
        Assert.Contains("gets a coordinator", Assert.Single(await _bench.FindsAsync(Severity.Warning, "debrief")).Says, StringComparison.Ordinal);
        (_bench.Settings["Roster:Coordinators:0:Name"], _bench.Settings["Roster:Coordinators:0:Phone"]) = (null, null);
        var found = await _bench.FindsAsync(Severity.Warning, "on-shift", "debrief");
        Assert.Contains("finds nobody", found[1].Says, StringComparison.Ordinal);
        Assert.Contains("Roster__Mentors__0__Name", found[1].Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stored_roster_counts_and_not_that_of_the_settings()
    {
        await _bench.SeedAsync();
        _bench.Settings["Roster:Peers:0:Hours"] = "Mon-Sun 22:00-24:00";
        await _bench.FindsAsync(Severity.Passed);
    }

    [Theory]
    [InlineData(null, "nobody has verified")]
    [InlineData("2025-12-09", "91 days ago")]
    [InlineData("2026-03-12", "a day to come")]
    public async Task A_dispatch_line_was_not_verified_lately(string? on, string says)
    {
        _bench.Settings["Places:Areas:0:VerifiedOn"] = on;
        Assert.Contains(says, Assert.Single(await _bench.FindsAsync(Severity.Blocking, "dispatch")).Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("911")]
    [InlineData("+1911")]
    [InlineData("+1 905 555 0911")]
    [InlineData(PreflightBench.Line)]
    public async Task A_stored_dispatch_line_is_no_number_that_can_be_dialled(string line)
    {
        await _bench.StoreDispatchLineAsync(line);
        var found = Assert.Single(await _bench.FindsAsync(Severity.Blocking, "dispatch"));
        Assert.Equal("Hamilton: its dispatch line cannot be dialled.", found.Says);
    }

    [Fact]
    public async Task There_is_no_area()
    {
        foreach (var name in _bench.Settings.Keys.Where(k => k.StartsWith("Places:", StringComparison.Ordinal)).ToList())
        {
            _bench.Settings.Remove(name);
        }

        await _bench.FindsAsync(Severity.Warning, "dispatch");
    }

    [Theory]
    [InlineData("Twilio's clock", -7)]
    [InlineData("Twilio's clock", 7)]
    [InlineData("The running program's clock", -7)]
    [InlineData("The running program's clock", 7)]
    [InlineData("The table service's clock", -7)]
    [InlineData("The table service's clock", 7)]
    public async Task Clocks_disagree(string whose, int seconds)
    {
        _bench.Settings["Storage:TableServiceUri"] = $"https://{PreflightBench.TablesHost}/";
        VirtualTime At(string clock) => new(_bench.Time.GetUtcNow().AddSeconds(whose == clock ? seconds : 0));
        (_bench.TwilioTime, _bench.ProgramTime, _bench.TablesTime) = (At("Twilio's clock"), At("The running program's clock"), At("The table service's clock"));
        var found = Assert.Single(await _bench.FindsAsync(Severity.Blocking, "clock"));
        Assert.Matches($"^{whose} is [78] s {(seconds < 0 ? "behind" : "ahead of")} this machine's", found.Says);
    }

    [Fact]
    public async Task Faulty_settings_are_results_like_any_other()
    {
        _bench.Settings["Twilio:AuthTokn"] = "5ec3e7";
        var (code, text) = await _bench.RunAsync("--preflight", "--json");
        Assert.Equal(1, code);
        Assert.Contains("Twilio__AuthTokn is not a setting.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("5ec3e7", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Development_is_to_be_decided()
    {
        var (code, text) = await _bench.RunAsync(development: true, "--preflight");
        Assert.Equal(0, code);
        Assert.Contains("warning  settings", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Some_checks_can_be_asked_for_alone()
    {
        _bench.Number.VoiceUrl = null;
        var (code, text) = await _bench.RunAsync("--preflight", "--only", "dispatch,tokens");
        Assert.Equal(0, code);
        Assert.Contains("3 in order, 0 to be decided, 0 blocking.", text, StringComparison.Ordinal);
        Assert.Equal(1, (await _bench.RunAsync("--preflight", "--only", "number-urls")).Code);
        Assert.Equal(2, (await _bench.RunAsync("--preflight", "--only", "nonesuch")).Code);
    }

    [Fact]
    public async Task The_settings_can_be_looked_at_alone_whatever_stands_in_the_store()
    {
        (_bench.Settings["Places:Areas:0:VerifiedOn"], _bench.Store) = (null, new Broken());
        var (code, text) = await _bench.RunAsync("--preflight", "--only", "settings");
        Assert.Equal(0, code);
        Assert.EndsWith("1 in order, 0 to be decided, 0 blocking.\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--preflight", "--jsn")]
    [InlineData("--preflight", "--only")]
    [InlineData("--preflight", "--dry-run")]
    [InlineData("--point-numbers", "--dryrun")]
    [InlineData("--point-numbers", "--preflight")]
    [InlineData("--point-numbers", "--keep", "--dry-run")]
    public async Task A_command_that_is_mistyped_does_nothing(params string[] args)
    {
        _bench.Number.VoiceUrl = null;
        var (code, text) = await _bench.RunAsync(args);
        Assert.Equal(2, code);
        Assert.Contains("--dry-run", text, StringComparison.Ordinal);
        Assert.Null(_bench.Number.VoiceUrl);
        Assert.Empty(_bench.Network.RestRequests);
    }

    /// <summary>So many calls are placed in one second, and time passes.</summary>
    private async Task PlaceAsync(int calls)
    {
        using var client = new HttpClient(_bench.Network.RestHandler) { BaseAddress = new Uri($"https://api.twilio.com/2010-04-01/Accounts/{_bench.Options.AccountSid}/") };
        client.DefaultRequestHeaders.Authorization = new(
            "Basic", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"{_bench.Options.AccountSid}:{_bench.Options.AuthToken}")));
        for (var i = 0; i < calls; i++)
        {
            using var form = new FormUrlEncodedContent([new("To", $"+1905555020{i}"), new("From", PreflightBench.Line), new("Url", PreflightBench.Base + "/api/voice/x")]);
            (await client.PostAsync(new Uri("Calls.json", UriKind.Relative), form)).EnsureSuccessStatusCode();
        }

        _bench.Time.AdvanceBy(TimeSpan.FromSeconds(60));
    }

    /// <summary>A store that takes nothing, and gives nothing unless told from where.</summary>
    private sealed class Broken(IRowStore? reads = null) : IRowStore
    {
        public ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey) =>
            reads?.GetAsync(table, partitionKey, rowKey) ?? throw new IOException("Forbidden.");

        public ValueTask<Write> InsertAsync(string table, Row row) => throw new IOException("Forbidden.");

        public ValueTask<Write> ReplaceAsync(string table, Row row) => throw new IOException("Forbidden.");

        public ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null) => throw new IOException("Forbidden.");

        public ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most) =>
            reads?.QueryAsync(table, partitionKey, from, to, most) ?? throw new IOException("Forbidden.");
    }
}
