using Scenarios.Support;
using SpotterBot.Storage;

namespace Scenarios.Switch;

/// <summary>Scenarios with a messaging service, which is what the dead man's switch needs.</summary>
public static class Switched
{
    public const string Staffed = "+19055550400";

    public static readonly TimeSpan After = TimeSpan.FromMinutes(10);

    private const string Gone = "Contact is lost|no sign of life";

    public static Scenario On(int coordinators = 1, IRowStore? store = null, TimeSpan? scheduledLeast = null, params (string Name, string Value)[] settings) => new(
        scheduledLeast, peers: 2, coordinators, areas: true, store,
        [("Twilio:MessagingServiceSid", "MG" + new string('a', 32)), ("Roster:FallbackPhone", Staffed), .. settings]);

    /// <summary>We, or the phone company, were away: who is told of that otherwise does not matter here.</summary>
    public static Scenario OtherAlarmsAside(this Scenario s)
    {
        s.Coordinator.MayGet("SpotterBot: (my|reports|since|I was away)").MayBeRung();
        s.Caller.MayGet("was away").MayBeRung();
        return s;
    }

    /// <summary>The next check-ins are answered, each five seconds after it came.</summary>
    public static void AnswersCheckIns(this Scenario s, int times)
    {
        for (var i = 0; i < times; i++)
        {
            s.RunToCheckIn();
            s.Caller.Gets("Still with me");
            s.RunSeconds(5);
            s.Caller.Texts("1").Gets("Next one in");
        }
    }

    /// <summary>Texts to them that say we are gone and lie at the phone company.</summary>
    public static int Kept(this Actor actor) => actor.Scenario.Network.Messages.Count(m => m.To == actor.Number && m.Status == "scheduled");

    /// <summary>Those that were sent.</summary>
    public static int ToldOfDeath(this Actor actor) =>
        actor.Scenario.Network.Messages.Count(m => m.To == actor.Number && m.Status is not ("scheduled" or "canceled") && System.Text.RegularExpressions.Regex.IsMatch(m.Body, Gone));

    /// <summary>Nothing that says so lies anywhere or went to anybody.</summary>
    public static void NothingIsLeft(this Scenario s)
    {
        Assert.All(s.Everybody, a => Assert.True(a.Kept() == 0, $"A text to {a.Name} is left.\n{s.Transcript()}"));
        Assert.All(s.Everybody, a => Assert.True(a.ToldOfDeath() == 0, $"{a.Name} was told that we are gone.\n{s.Transcript()}"));
    }
}
