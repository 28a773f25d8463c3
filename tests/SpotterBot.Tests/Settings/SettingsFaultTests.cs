using SpotterBot.Settings;

namespace SpotterBot.Tests.Settings;

public sealed class SettingsFaultTests
{
    private const string Timespan = "is not a time as hours:minutes:seconds. Write it as";

    /// <summary>Setting, faulty value (null: taken out), and how its line begins after the setting's name.</summary>
    public static TheoryData<string, string?, string> Faulty => new()
    {
        { "PublicBaseUrl", null, "is missing. Write the address under which the internet reaches this program" },
        { "PublicBaseUrl", "  ", "is missing." },
        { "PublicBaseUrl", "<your address>", "is still a placeholder." },
        { "PublicBaseUrl", "watch.example.net", "is not an absolute https address." },
        { "PublicBaseUrl", "ftp://watch.example.net", "is not an absolute https address." },
        { "PublicBaseUrl", "/api", "is not an absolute https address." },
        { "PublicBaseUrl", "http://watch.example.net", "is not an https address." },
        { "PublicBaseUrl", "http://localhost:5000", "is not an https address." },
        { "PublicBaseUrl", "https://watch.example.net/api", "has a path in it." },
        { "PublicBaseUrl", "https://watch.example.net/?code=abc", "has a query in it." },
        { "PublicBaseUrl", "https://watch.example.net?", "has a query in it." },
        { "PublicBaseUrl", "https://watch.example.net/#top", "has a fragment in it." },
        { "PublicBaseUrl", "https://me:pass@watch.example.net", "has a user name or password in it." },
        { "PublicBaseUrl", "https://0.0.0.0:8080", "names every interface, which nobody can call." },
        { "PublicBaseUrl", "https://[::]:8080", "names every interface, which nobody can call." },
        { "PublicBaseUrl", "https://my_watch.example.net", "has an underscore in its host name" },
        { "PublicBaseUrl", "https://wätch.example.net", "has letters in its host name" },
        { "Twilio__AccountSid", null, "is missing. Copy it from the first page of the Twilio console." },
        { "Twilio__AccountSid", "ACxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "is still a placeholder." },
        { "Twilio__AccountSid", "SK0123456789abcdef0123456789abcdef", "is not AC followed by 32 hex digits." },
        { "Twilio__AccountSid", "AC0123456789abcdef0123456789abcde", "is not AC followed by 32 hex digits." },
        { "Twilio__AccountSid", "AC0123456789abcdef0123456789abcdeg", "is not AC followed by 32 hex digits." },
        { "Twilio__AuthToken", null, "is missing." },
        { "Twilio__AuthToken", "", "is missing." },
        { "Twilio__AuthToken", "your_auth_token", "is still a placeholder." },
        { "Twilio__AuthToken", "[AuthToken]", "is still a placeholder." },
        { "Twilio__AuthToken", "${TWILIO_TOKEN}", "is still a placeholder." },
        { "Twilio__AuthToken", "change-me", "is still a placeholder." },
        { "Twilio__AuthToken", "...", "is still a placeholder." },
        { "Twilio__AuthToken", "\"5ec3e7ba5e\"", "stands in quotation marks" },
        { "Twilio__AuthToken", "@Microsoft.KeyVault(SecretUri=https://vault.example.org/secrets/t0k3n)", "is a Key Vault reference that was not resolved." },
        { "Twilio__AuthToken", "5ec3e7ba 5e0fa11", "has a space, a line break or a character that no credential has." },
        { "Twilio__SecondaryAuthToken", "5ec3e7ba\n5e0fa11", "has a space, a line break" },
        { "Twilio__ApiKeySid", "SK0123456789abcdef0123456789abcdef", "Twilio__ApiKeySecret is missing beside Twilio__ApiKeySid. Set both, or neither." },
        { "Twilio__ApiKeySecret", "5ec3e7ba5e", "Twilio__ApiKeySid is missing beside Twilio__ApiKeySecret. Set both, or neither." },
        { "Twilio__MessagingServiceSid", "MG0123", "is not MG followed by 32 hex digits." },
        { "Twilio__ApiBaseUrl", "https://api.example.org/2010-04-01", "has a path in it. Write scheme, host and port alone" },
        { "Twilio__ApiBaseUrl", "http://api.example.org", "is not an https address." },
        { "Twilio__ApiBaseUrl", "api.example.org", "is not an absolute https address." },
        { "Alarms__Url", "alarms.example.org/hook", "is not an absolute https address." },
        { "Alarms__Url", "http://alarms.example.org/hook", "is not an https address." },
        { "Alarms__Url", "https://me:pass@alarms.example.org/hook", "has a user name or password in it." },
        { "Alarms__Url", "<the address>", "is still a placeholder." },
        { "Twilio__Numbers__0", "2895550100", "is not a phone number in E.164." },
        { "Twilio__Numbers__0", "+1 289 555 0100", "is not a phone number in E.164." },
        { "Twilio__Numbers__0", "12895550100", "is not a phone number in E.164." },
        { "Twilio__Numbers__0", "+1289", "is not a phone number in E.164." },
        { "Twilio__Numbers__1", "+12895550100", "is the same number as Twilio__Numbers__0. Write each number once." },
        { "Twilio__EmsCallbackNumber", "112", "is an emergency number, which no path of this program may dial." },
        { "Twilio__CallsPerSecond", "0", "is not a whole number from 1 to 1000." },
        { "Twilio__CallsPerSecond", "-1", "is not a whole number from 1 to 1000." },
        { "Twilio__CallsPerSecond", "1.5", "is not a whole number from 1 to 1000." },
        { "Twilio__TextsPerSecond", "1001", "is not a whole number from 1 to 1000." },
        { "Twilio__TextsPerSecond", "many", "is not a whole number from 1 to 1000." },
        { "Switch__After", "00:05:00", "is not between 00:06:00 and 01:00:00. Choose a time in between, leave it out for 00:10:00, or write 00:00:00 to do without" },
        { "Switch__After", "02:00:00", "is not between" },
        { "Switch__After", "10", "is not a time as hours:minutes:seconds." },
        { "Switch__Atfer", "00:10:00", "is not a setting. Did you mean Switch__After?" },
        { "Storage__TableServiceUri", "kept.table.core.windows.net", "is not an absolute https address." },
        { "Storage__TableServiceUri", "http://kept.table.core.windows.net", "is not an https address." },
        { "Storage__TableServiceUri", "http://127.0.0.1:10002/devstoreaccount1", "is not an https address." },
        { "Storage__TableServiceUri", "https://kept.table.core.windows.net/?sv=2024&sig=5ec3e7", "has more in it than an address" },
        { "Storage__ConnectionString", "a2V5a2V5a2V5", "is not a storage account's connection string." },
        { "Storage__ConnectionString", "AccountName=account", "is not a storage account's connection string." },
        { "Storage__ConnectionString", "AccountName=account;AccountKey=5ec3e7!", "is not a storage account's connection string." },
        { "Storage__ConnectionString", "TableEndpoint=https://kept.table.core.windows.net/;SharedAccessSignature=sv=2024&sig=5ec3e7", "has a shared access signature, which ends one day" },
        { "Storage__ConnectionString", "DefaultEndpointsProtocol=http;AccountName=account;AccountKey=a2V5a2V5a2V5", "is not by https." },
        { "Storage__ConnectionString", "UseDevelopmentStorage=true", "is the emulator, which forgets what it was told last when it is killed." },
        { "Storage__File", ".data/", "is not a file's path." },
        { "Storage__File", "Data Source=spotter.db", "is not a file's path." },
        { "Storage__File", ":memory:", "is memory alone, so that a restart would forget every open session." },
        { "Privacy__Key", null, "is missing. Make one with: openssl rand -base64 32" },
        { "Privacy__Key", "correct horse battery staple", "is not base64." },
        { "Privacy__Key", "AQIDBAUGBwgJCgsMDQ4PEA==", "is not 32 bytes long." },
        { "Roster__Peers__0__Name", "", "is missing." },
        { "Roster__Peers__0__Phone", null, "is missing." },
        { "Roster__Peers__0__Phone", "289-555-0110", "is not a phone number in E.164." },
        { "Roster__Peers__0__Phone", "911", "is an emergency number" },
        { "Roster__Peers__0__Phone", "+1 911", "is an emergency number" },
        { "Roster__Peers__0__Phone", "999", "is an emergency number" },
        { "Roster__Peers__0__Phone", "933", "is an emergency number" },
        { "Roster__Peers__0__Phone", "+12895550101", "is one of the service's own numbers." },
        { "Roster__Peers__0__Phone", "+12895550131", "is a dispatch line." },
        { "Roster__Peers__1__Phone", "+12895550110", "is the same number as Roster__Peers__0__Phone." },
        { "Roster__Peers__0__Languages", "English please", "is not a language code." },
        { "Roster__Peers__0__Hours", "evenings", "is not hours of a week. Write always, or days and times such as" },
        { "Roster__Peers__0__TimeZone", "Hamilton time", "is not a time zone that this machine knows." },
        { "Roster__RingWidth", "0", "is not a whole number from 1 to 20." },
        { "Roster__RingFor", "00:02:00", "is not between 00:00:10 and 00:01:00." },
        { "Roster__RingOrder", "Language;Alphabet", "is not an order to ring in. Write some of Language;Known;LeastRecentlyRung" },
        { "Roster__RingOrder", "Known;Known", "is not an order to ring in." },
        { "Roster__GapAhead", "00:10:00", "is not between 01:00:00 and 23:00:00." },
        { "Roster__Coordinators__0__Name", null, "is missing." },
        { "Roster__Coordinators__0__Phone", "+12895550100", "is one of the service's own numbers." },
        { "Roster__FallbackPhone", "+12895550100", "is one of the service's own numbers." },
        { "Roster__FallbackPhone", "911", "is an emergency number" },
        { "Places__Areas__0__Name", null, "is missing." },
        { "Places__Areas__1__Name", "HAMILTON", "is the same name as Places__Areas__0__Name." },
        { "Places__Areas__0__Match", null, "is missing." },
        { "Places__Areas__0__Match", ";", "has no entry." },
        { "Places__Areas__0__Match", "Hamilton, Dundas", "has a comma, which no field of a place has." },
        { "Places__Areas__0__Match", "L8*", "has a * inside an entry, where it would match nothing." },
        { "Places__Areas__0__Match", "Hamilton; !", "has an entry without a letter or a digit." },
        { "Places__Areas__0__Match", "*", "Places__Areas__1__Match is a second catch-all beside Places__Areas__0__Match." },
        { "Places__Areas__0__Dispatch", null, "is missing." },
        { "Places__Areas__0__Dispatch", "911", "is an emergency number" },
        { "Places__Areas__0__Dispatch", "+1911", "is an emergency number" },
        { "Places__Areas__0__Dispatch", "+12895550100", "is one of the service's own numbers." },
        { "Places__Areas__0__DispatchBackup", "+12895550130", "is the same number as Places__Areas__0__Dispatch." },
        { "Places__Areas__0__DispatchBackup", "999", "is an emergency number" },
        { "Places__Areas__0__DispatchDigits", "press 1", "is not what a keypad can send." },
        { "Places__Areas__0__Language", "e", "is not a language code." },
        { "Places__Areas__0__VerifiedOn", "03/01/2026", "is not a date. Write it as year-month-day" },
        { "Places__Areas__0__VerifiedOn", "2026-02-30", "is not a date." },
        { "Spotting__Interval", "5", Timespan },
        { "Spotting__Interval", "00:05", Timespan },
        { "Spotting__Interval", "5 minutes", Timespan },
        { "Spotting__Interval", "-00:05:00", Timespan },
        { "Spotting__Interval", "00:00:59", "is not between 00:01:00 and 01:00:00." },
        { "Spotting__Interval", "01:00:01", "is not between 00:01:00 and 01:00:00." },
        { "Spotting__FirstInterval", "00:00:30", "is not between 00:01:00 and 01:00:00." },
        { "Spotting__FirstIntervalFor", "05:00:00", "is not between 00:00:00 and 04:00:00." },
        { "Spotting__MoreTime", "00:31:00", "is not between 00:01:00 and 00:30:00." },
        { "Spotting__EarliestReply", "00:00:00", "is not between 00:00:01 and 00:00:30." },
        { "Spotting__RepeatWindow", "00:05:01", "is not between 00:00:00 and 00:05:00." },
        { "Spotting__PeerReminder", "00:00:05", "is not between 00:00:10 and 00:05:00." },
        { "Spotting__EmsRedial", "00:00:04", "is not between 00:00:05 and 00:01:00." },
        { "Spotting__EmsRedial", "00:01:01", "is not between 00:00:05 and 00:01:00." },
        { "Spotting__OnLine__Ems", "00:01:31", "is not between 00:00:25 and 00:01:30." },
        { "Spotting__OffLine__Ems", "00:02:01", "is not between 00:00:25 and 00:02:00." },
        { "Spotting__OnLine__Miss", "00:00:24", "is not between 00:00:25 and 00:01:45." },
        { "Spotting__OnLine__Louder", "00:00:45", "must be at least 1 s before Spotting__OnLine__Miss (by default 00:00:45)." },
        { "Spotting__OnLine__Miss", "00:01:30", "must be at least 1 s before Spotting__OnLine__Ems (by default 00:01:30)." },
        { "Spotting__OnLine__Ems", "00:00:45", "must be at least 1 s after Spotting__OnLine__Miss (by default 00:00:45)." },
        { "Spotting__OffLine__SecondChannel", "00:00:51", "must be at least 25 s before Spotting__OffLine__Miss (by default 00:01:15)." },
        { "Spotting__OffLine__Miss", "00:00:54", "must be at least 25 s after Spotting__OffLine__SecondChannel (by default 00:00:30)." },
        { "Spotting__PeerDecision", "00:00:44", "must not be before Spotting__PeerReminder (by default 00:00:45)." },
        { "Twilio__AuthTokn", "5ec3e7ba5e", "is not a setting. Did you mean Twilio__AuthToken?" },
        { "Twilio__Number__0", "+12895550109", "Twilio__Number is not a setting. Did you mean Twilio__Numbers?" },
        { "Twilio__Numbers__first", "+12895550109", "is not a setting. Number the members of this list: Twilio__Numbers__0." },
        { "Twilio__Numbers", "+12895550109", "has no value of its own. Write Twilio__Numbers__0 and so on." },
        { "Twilio__AuthToken__0", "5ec3e7ba5e", "is not a setting. Take it out, or look its name up in the README." },
        { "Twilio__+12895550109", "x", "Twilio__... is not a setting." },
        { "Privacy__Keys", "5ec3e7ba5e", "is not a setting. Did you mean Privacy__Key?" },
        { "Roster__Peers__0__Phnoe", "+12895550109", "is not a setting. Did you mean Roster__Peers__0__Phone?" },
        { "Roster__Fallback", "+12895550109", "is not a setting." },
        { "Places__Areas__0__VerifedOn", "2026-01-01", "is not a setting. Did you mean Places__Areas__0__VerifiedOn?" },
        { "Spotting__Online__EMSS", "00:01:00", "Spotting__OnLine__EMSS is not a setting. Did you mean Spotting__OnLine__Ems?" },
        { "Spotting__Miss", "00:01:00", "is not a setting." },
        { "Spoting__Interval", "00:04:00", "Spoting is not a section of settings. Did you mean Spotting__?" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_faulty_setting_gets_one_line_that_says_what_to_do(string setting, string? value, string expected)
    {
        var (settings, faults) = Configured.With((setting, value));

        Assert.Null(settings);
        var line = Assert.Single(faults.ToFaultLines());
        var beginning = line.StartsWith(expected, StringComparison.Ordinal) ? expected : $"{setting} {expected}";
        Assert.StartsWith(beginning, line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
        Assert.Matches("[^.][.?]$", line);
    }

    [Theory]
    [MemberData(nameof(Faulty))]
    public void No_line_holds_a_value_that_was_configured(string setting, string? value, string expected)
    {
        _ = expected;
        var lines = string.Join('\n', Configured.With((setting, value)).Faults.ToFaultLines());

        foreach (var held in Configured.Whole.Values.Append(value).Where(v => v is { Length: > 8 } && !v.StartsWith("00:0", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain(held!.Trim(), lines, StringComparison.OrdinalIgnoreCase);
        }

        Assert.DoesNotMatch("[0-9]{5}", lines);
    }

    [Fact]
    public void All_faults_are_told_at_once_each_setting_once()
    {
        var changes = Configured.Whole.Keys.Select(k => (k, (string?)"911")).ToArray();

        var (settings, faults) = Configured.With(changes);

        Assert.Null(settings);
        Assert.Equal(faults.Select(f => f.Setting).Distinct(StringComparer.Ordinal), faults.Select(f => f.Setting));
        Assert.All(Configured.Whole.Keys.Where(k => k.EndsWith("Phone", StringComparison.Ordinal) || k.Contains("Numbers", StringComparison.Ordinal)), k =>
            Assert.Contains(faults, f => f.Setting == k));
    }

    [Fact]
    public void An_empty_environment_is_told_everything_it_needs_in_production()
    {
        var (_, faults) = Configured.Read(false, new Dictionary<string, string?>(StringComparer.Ordinal));

        Assert.Equal(
            ["PublicBaseUrl", "Twilio__AccountSid", "Twilio__AuthToken", "Twilio__Numbers__0", "Privacy__Key"],
            faults.Select(f => f.Setting));
        Assert.All(faults, f => Assert.Equal("is missing", f.Reason));
    }

    [Fact]
    public void Two_ways_into_table_storage_are_one_too_many()
    {
        var (_, faults) = Configured.With(
            ("Storage__TableServiceUri", "https://kept.table.core.windows.net"), ("Storage__ConnectionString", "AccountName=account;AccountKey=a2V5a2V5a2V5"));

        Assert.Equal(
            "Storage__ConnectionString is set beside Storage__TableServiceUri. Keep one of the two, so that it is plain where sessions are.",
            Assert.Single(faults.ToFaultLines()));
    }

    [Fact]
    public void The_rest_of_the_environment_is_not_judged()
    {
        var (settings, faults) = Configured.With(
            ("PATH", "/usr/bin"), ("TWILIO_AUTH_TOKEN", "5ec3e7ba5e"), ("STORAGE_PORT", "tcp://10.0.0.1:80"), ("AzureFunctionsJobHost__logging__level", "x"),
            ("Logging__LogLevel__Default", "Warning"), ("APPSETTING_Twilio__AuthTokn", "x"), ("Kestrel__Limits", "x"));

        Assert.Empty(faults.ToFaultLines());
        Assert.NotNull(settings);
    }

    [Theory]
    [InlineData("http://watch.example.net")]
    [InlineData("http://192.168.0.7:5000")]
    public void Development_too_wants_https_for_an_address_off_this_machine(string address)
    {
        var (_, faults) = Configured.InDevelopmentWith(("PublicBaseUrl", address));

        Assert.Equal("is not an https address", Assert.Single(faults).Reason);
    }

    [Fact]
    public void Development_may_use_the_emulator()
    {
        var (settings, faults) = Configured.InDevelopmentWith(("Storage__ConnectionString", "UseDevelopmentStorage=true"));

        Assert.Empty(faults.ToFaultLines());
        Assert.False(settings!.Storage.IsEmbedded);
    }

    [Fact]
    public void A_key_that_is_given_must_be_right_in_development_too()
    {
        var (_, faults) = Configured.InDevelopmentWith(("Privacy__Key", "c2hvcnQ="));

        Assert.Equal("is not 32 bytes long", Assert.Single(faults).Reason);
    }
}
