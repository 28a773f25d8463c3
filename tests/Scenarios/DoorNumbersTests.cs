using Scenarios.Support;

namespace Scenarios;

/// <summary>911, 112, 999, 933 and our own numbers are never dialled, by any path.</summary>
public sealed class DoorNumbersTests
{
    private static readonly string[] Never = ["911", "112", "999", "933", "+1911", "+1933", "+44999", "+49112", "9-1-1", "1-911", Scenario.Line, Scenario.EmsLine];

    public static TheoryData<string> Numbers => new(Never);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Nobody_can_name_one_to_be_reached_first(string number)
    {
        using var s = new Scenario();
        s.Caller.Texts("SPOT 1 at 12 Main St, Hamilton").Gets("I'm with you").Gets("Got it");
        s.Caller.Texts($"FIRST {number}").Gets("can't use that number|couldn't read that number");
        Assert.Null(s.Session.ChosenNumber);
        foreach (var someone in s.Everybody)
        {
            someone.MayBeRung().MayGet(".");
        }

        s.RunSeconds(300);
        AssertNeverDialled(s);
        s.Program.Kill();
    }

    [Theory]
    [InlineData("Roster:Peers:0:Phone")]
    [InlineData("Roster:Coordinators:0:Phone")]
    [InlineData("Roster:FallbackPhone")]
    [InlineData("Places:Areas:0:Dispatch")]
    [InlineData("Places:Areas:0:DispatchBackup")]
    public void No_setting_may_hold_one(string setting)
    {
        foreach (var number in Never)
        {
            var fault = Assert.Throws<InvalidOperationException>(() => new Scenario(settings: (setting, number)));
            Assert.Contains(setting.Replace(":", "__", StringComparison.Ordinal), fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("911")]
    [InlineData("+1911")]
    [InlineData("999")]
    [InlineData("+266696687")]
    [InlineData("anonymous")]
    public void A_call_that_shows_one_is_never_called_back(string callerId)
    {
        using var s = new Scenario();
        foreach (var someone in s.Everybody)
        {
            someone.MayBeRung().MayGet(".");
        }

        s.Caller.Calls(callerId: callerId).Hears("Press 1 and I start now").Presses("1").Hears("I'm with you from now").HangsUp();
        Assert.Null(s.Session.CallerNumber);
        s.RunSeconds(300);
        AssertNeverDialled(s);
        Assert.DoesNotContain(s.Network.RestRequests, r => r["To"] == callerId);
        s.Program.Kill();
    }

    private static void AssertNeverDialled(Scenario s)
    {
        Assert.DoesNotContain(s.Network.RestRequests, r => r.CreatesCall && (Never.Contains(r["To"]) || !System.Text.RegularExpressions.Regex.IsMatch(r["To"] ?? "", @"^\+\d{10,15}$")));
        Assert.DoesNotContain(s.Network.Calls, c => c.Direction != "inbound" && Never.Contains(c.To));
    }
}
