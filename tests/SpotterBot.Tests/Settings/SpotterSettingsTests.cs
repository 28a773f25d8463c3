using Microsoft.Extensions.Configuration;
using SpotterBot.Decisions;
using SpotterBot.Settings;

namespace SpotterBot.Tests.Settings;

public sealed class SpotterSettingsTests
{
    [Fact]
    public void How_peers_are_rung_is_read_and_defaults_stand_where_it_is_not()
    {
        var usual = Configured.With().Settings!.Roster;
        Assert.Equal((2, TimeSpan.FromSeconds(25), TimeSpan.FromHours(4)), (usual.RingWidth, usual.RingFor, usual.GapAhead));
        Assert.Equal([RingBy.Language, RingBy.Known, RingBy.LeastRecentlyRung], usual.RingOrder);
        var chosen = Configured.With(
            ("Roster__RingWidth", "3"), ("Roster__RingFor", "00:00:30"), ("Roster__RingOrder", "known; leastrecentlyrung"), ("Roster__GapAhead", "06:00:00"),
            ("Roster__Mentors__0__Name", "Mia"), ("Roster__Mentors__0__Phone", "+12895550119")).Settings!.Roster;
        Assert.Equal((3, TimeSpan.FromSeconds(30), TimeSpan.FromHours(6)), (chosen.RingWidth, chosen.RingFor, chosen.GapAhead));
        Assert.Equal([RingBy.Known, RingBy.LeastRecentlyRung], chosen.RingOrder);
        Assert.Equal("Mia", chosen.Mentors.Single().Name);
    }

    [Fact]
    public void A_whole_configuration_is_read_whole()
    {
        var (settings, faults) = Configured.With(
            ("Twilio__SecondaryAuthToken", "an0ther"), ("Twilio__ApiKeySid", "SK0123456789abcdef0123456789abcdef"), ("Twilio__ApiKeySecret", "k3y"),
            ("Twilio__MessagingServiceSid", "MG0123456789abcdef0123456789abcdef"), ("Twilio__EmsCallbackNumber", "+12895550101"),
            ("Alarms__Url", "https://alarms.example.org/hook?key=k3y"), ("Twilio__CallsPerSecond", "5"), ("Twilio__TextsPerSecond", "3"), ("Storage__TableServiceUri", "https://kept.table.core.windows.net"));

        Assert.Empty(faults.ToFaultLines());
        Assert.NotNull(settings);
        Assert.Equal("https://watch.example.net", settings.PublicBaseUrl);
        Assert.Equal(["+12895550100", "+12895550101"], settings.Twilio.Numbers);
        Assert.Equal("+12895550101", settings.Twilio.EmsCallbackNumber);
        Assert.Equal((Configured.Token, "an0ther"), (settings.Twilio.AuthToken, settings.Twilio.SecondaryAuthToken));
        Assert.Equal(("SK0123456789abcdef0123456789abcdef", "k3y"), (settings.Twilio.ApiKeySid, settings.Twilio.ApiKeySecret));
        Assert.Equal("https://alarms.example.org/hook?key=k3y", settings.AlarmsUrl?.AbsoluteUri);
        Assert.Equal(5, settings.Twilio.CallsPerSecond);
        Assert.Equal(3, settings.Twilio.TextsPerSecond);
        Assert.False(settings.Storage.IsEmbedded);
        Assert.Equal(Configured.Key, Convert.ToBase64String(settings.Privacy.Key!.Value.Span));
        Assert.Equal("+12895550121", settings.Roster.FallbackPhone);
        Assert.Equal(["Kim"], settings.Roster.Coordinators.Select(c => c.Name));
        Assert.Equal(["Robin", "Sam"], settings.Roster.Peers.Select(p => p.Name));
        Assert.Equal(["fr", "en"], settings.Roster.Peers[1].Languages);
        Assert.Equal("America/Halifax", settings.Roster.Peers[1].TimeZone.Id);
        Assert.Equal("Mon-Thu 19:00-03:00; Sat,Sun 11:00-21:00", settings.Roster.Peers[1].Hours.Text);
        Assert.Equal(["Hamilton", "Elsewhere"], settings.Areas.Select(a => a.Name));
        Assert.Equal(["L8P", "L8R", "Hamilton"], settings.Areas[0].Match);
        Assert.Equal(["+12895550130", "+12895550131"], settings.Areas[0].Lines);
        Assert.Equal("ww1#", settings.Areas[0].DispatchDigits);
        Assert.Equal(new DateOnly(2026, 3, 1), settings.Areas[0].VerifiedOn);
        Assert.True(settings.Areas[1].IsCatchAll);
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var (settings, _) = Configured.With();

        Assert.NotNull(settings);
        Assert.Equal("https://api.twilio.com", settings.Twilio.ApiBaseUrl);
        Assert.Equal("+12895550100", settings.Twilio.EmsCallbackNumber);
        Assert.Equal((1, 1), (settings.Twilio.CallsPerSecond, settings.Twilio.TextsPerSecond));
        Assert.Equal(("AC0123456789abcdef0123456789abcdef", null), (settings.Twilio.AccountSid, settings.Twilio.ApiKeySid));
        Assert.Equal((Configured.Token, null), (settings.Twilio.AuthToken, settings.Twilio.SecondaryAuthToken));
        Assert.True(settings.Storage.IsEmbedded);
        Assert.Equal(".data/spotter.db", settings.Storage.File);
        Assert.True(settings.Roster.Peers[0].Hours.IsAlways);
        Assert.Equal("UTC", settings.Roster.Peers[0].TimeZone.Id);
        Assert.Equal(["en"], settings.Roster.Peers[0].Languages);
        Assert.Equal("en", settings.Areas[0].Language);
        Assert.Null(settings.Areas[1].VerifiedOn);
        Assert.Equal(new Timing(), settings.Timing);
    }

    [Fact]
    public void Optional_settings_left_blank_by_a_template_are_left_out()
    {
        var (settings, faults) = Configured.With(
            ("Twilio__SecondaryAuthToken", ""), ("Twilio__ApiKeySid", " "), ("Twilio__ApiKeySecret", ""), ("Twilio__EmsCallbackNumber", ""),
            ("Twilio__Numbers__2", ""),
            ("Storage__TableServiceUri", ""), ("Storage__ConnectionString", ""), ("Storage__File", ""), ("Roster__Peers__2__Name", ""),
            ("Roster__Peers__2__Phone", ""), ("Roster__FallbackPhone", ""), ("Spotting__Interval", ""), ("Places__Areas", ""));

        Assert.Empty(faults.ToFaultLines());
        Assert.Equal(2, settings!.Roster.Peers.Length);
        Assert.Null(settings.Twilio.SecondaryAuthToken);
        Assert.Equal(("AC0123456789abcdef0123456789abcdef", null), (settings.Twilio.AccountSid, settings.Twilio.ApiKeySid));
    }

    [Fact]
    public void Languages_may_be_numbered_and_lists_may_have_gaps()
    {
        var (settings, faults) = Configured.With(
            ("Roster__Peers__7__Name", "Alex"), ("Roster__Peers__7__Phone", "+12895550117"), ("Roster__Peers__7__Languages__0", "es"),
            ("Roster__Peers__7__Languages__1", "fr-CA"), ("Twilio__Numbers__10", "+12895550102"));

        Assert.Empty(faults.ToFaultLines());
        Assert.Equal(["es", "fr-CA"], settings!.Roster.Peers[2].Languages);
        Assert.Equal(["+12895550100", "+12895550101", "+12895550102"], settings.Twilio.Numbers);
    }

    [Fact]
    public void Names_are_found_in_any_case()
    {
        var (settings, faults) = Configured.With(("TWILIO__CALLSPERSECOND", "4"), ("spotting__online__ems", "00:01:20"));

        Assert.Empty(faults.ToFaultLines());
        Assert.Equal(4, settings!.Twilio.CallsPerSecond);
        Assert.Equal(TimeSpan.FromSeconds(80), settings.Timing.OnLineEms);
    }

    [Fact]
    public void Nobody_on_the_roster_and_no_areas_is_no_fault_because_the_store_has_its_own()
    {
        var bare = Configured.Whole.Where(s => !s.Key.StartsWith("Roster", StringComparison.Ordinal) && !s.Key.StartsWith("Places", StringComparison.Ordinal))
            .ToDictionary(StringComparer.Ordinal);

        var (settings, faults) = Configured.Read(false, bare);

        Assert.Empty(faults.ToFaultLines());
        Assert.Empty(settings!.Roster.Peers);
        Assert.Empty(settings.Areas);
    }

    [Fact]
    public void A_peer_may_be_a_coordinator_too_and_two_areas_may_share_a_desk()
    {
        var (_, faults) = Configured.With(("Roster__Coordinators__0__Phone", "+12895550110"), ("Places__Areas__1__Dispatch", "+12895550130"));

        Assert.Empty(faults.ToFaultLines());
    }

    [Fact]
    public void Reserved_numbers_are_the_services_own_and_every_dispatch_line()
    {
        var (settings, _) = Configured.With(("Twilio__EmsCallbackNumber", "+12895550109"));

        Assert.Equal(
            ["+12895550100", "+12895550101", "+12895550109", "+12895550130", "+12895550131", "+12895550140"],
            settings!.ReservedNumbers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_figure_of_the_clock_is_read()
    {
        string[] names =
        [
            "FirstInterval", "FirstIntervalFor", "Interval", "MoreTime", "EarliestReply", "RepeatWindow", "OnLine__Louder", "OnLine__Miss", "OnLine__Ems",
            "OffLine__SecondChannel", "OffLine__Miss", "OffLine__Ems", "PeerReminder", "PeerDecision", "EmsRedial",
        ];
        var (settings, faults) = Configured.InDevelopmentWith([.. names.Select((n, i) => ("Spotting__" + n, (string?)$"00:00:{i + 1:00}"))]);

        Assert.Empty(faults.ToFaultLines());
        var t = settings!.Timing;
        Assert.Equal(
            Enumerable.Range(1, names.Length).Select(i => TimeSpan.FromSeconds(i)),
            [
                t.FirstInterval, t.FirstIntervalFor, t.Interval, t.MoreTime, t.EarliestReply, t.RepeatWindow, t.OnLineLouder, t.OnLineMiss, t.OnLineEms,
                t.OffLineSecondChannel, t.OffLineMiss, t.OffLineEms, t.PeerReminder, t.PeerDecision, t.EmsRedial,
            ]);
    }

    [Fact]
    public void The_environment_is_read_with_double_underscores()
    {
        const string prefix = "SPOTTER_SETTINGS_TEST_";
        foreach (var (setting, value) in Configured.Whole)
        {
            Environment.SetEnvironmentVariable(prefix + setting, value);
        }

        try
        {
            var (settings, faults) = SpotterSettings.Read(new ConfigurationBuilder().AddEnvironmentVariables(prefix).Build(), development: false);

            Assert.Empty(faults.ToFaultLines());
            Assert.Equal("+12895550131", settings!.Areas[0].Lines[1]);
        }
        finally
        {
            foreach (var setting in Configured.Whole.Keys)
            {
                Environment.SetEnvironmentVariable(prefix + setting, null);
            }
        }
    }

    [Theory]
    [InlineData("https://kept.table.core.windows.net", null)]
    [InlineData("https://127.0.0.1:10002/devstoreaccount1", null)]
    [InlineData(null, "DefaultEndpointsProtocol=https;AccountName=account;AccountKey=a2V5a2V5a2V5;EndpointSuffix=core.windows.net")]
    [InlineData(null, "AccountName=account;AccountKey=a2V5a2V5a2V5;TableEndpoint=http://127.0.0.1:10002/account")]
    public void Table_storage_is_reached_either_way(string? uri, string? connection)
    {
        var (settings, faults) = Configured.With(("Storage__TableServiceUri", uri), ("Storage__ConnectionString", connection));

        Assert.Empty(faults.ToFaultLines());
        Assert.False(settings!.Storage.IsEmbedded);
    }

    [Theory]
    [InlineData("http://localhost:7071", "http://localhost:7071")]
    [InlineData("http://127.0.0.1:5000/", "http://127.0.0.1:5000")]
    [InlineData("http://[::1]:5000", "http://[::1]:5000")]
    [InlineData("https://Watch.Example.net:443", "https://watch.example.net")]
    public void Development_accepts_a_public_address_on_this_machine(string configured, string kept)
    {
        var (settings, faults) = Configured.InDevelopmentWith(("PublicBaseUrl", configured));

        Assert.Empty(faults.ToFaultLines());
        Assert.Equal(kept, settings!.PublicBaseUrl);
    }

    [Fact]
    public void Development_demands_neither_a_key_nor_storage_and_talks_to_a_phone_company_without_https()
    {
        var (settings, faults) = Configured.InDevelopmentWith(("Privacy__Key", null), ("Twilio__ApiBaseUrl", "http://phonecompany:4010"));

        Assert.Empty(faults.ToFaultLines());
        Assert.Null(settings!.Privacy.Key);
        Assert.Equal("http://phonecompany:4010", settings.Twilio.ApiBaseUrl);
    }

    [Fact]
    public void Production_may_talk_to_a_stand_in_on_its_own_machine()
    {
        var (settings, faults) = Configured.With(("Twilio__ApiBaseUrl", "http://127.0.0.1:4010/"));

        Assert.Empty(faults.ToFaultLines());
        Assert.Equal("http://127.0.0.1:4010", settings!.Twilio.ApiBaseUrl);
    }

    [Fact]
    public void Settings_written_to_a_log_by_accident_show_nothing()
    {
        var (settings, _) = Configured.With(("Storage__ConnectionString", "AccountName=account;AccountKey=a2V5a2V5a2V5"));

        object[] parts =
            [settings!, settings!.Twilio, settings.Storage, settings.Privacy, settings.Roster, settings.Roster.Peers[0], settings.Roster.Coordinators[0]];
        var shown = string.Join(' ', parts);

        Assert.DoesNotContain("+1", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Configured.Token, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("AccountKey", shown, StringComparison.Ordinal);
        Assert.Equal("SpotterSettings TwilioOptions StorageSettings PrivacySettings RosterSettings PeerSettings CoordinatorSettings", shown);
    }
}
