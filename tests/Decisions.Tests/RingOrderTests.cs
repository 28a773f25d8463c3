using System.Collections.Immutable;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions.Tests;

/// <summary>Who is rung first: language, the peer this caller knows, least recently rung, by the order of the settings.</summary>
public sealed class RingOrderTests
{
    private static readonly DateTimeOffset Today = Exploration.Model.Cast.Zero;

    /// <summary>p1 speaks French and was rung last; p2 is known; p3 was never rung.</summary>
    private static readonly Facts Three = World.Standard with
    {
        RingWidth = 1,
        Peers =
        [
            new PeerFact("p1", "+19055550201", Today.AddHours(-1)) { Languages = ["fr-CA", "en"] },
            new PeerFact("p2", "+19055550202", Today.AddHours(-2)),
            new PeerFact("p3", "+19055550203"),
        ],
    };

    [Theory]
    [InlineData("en", false, "p3")]
    [InlineData("en", true, "p2")]
    [InlineData("fr", true, "p1")]
    [InlineData("es", false, "p3")]
    public void Language_comes_before_who_is_known_and_that_before_who_was_rung_longest_ago(string language, bool knows, string first) =>
        Assert.Equal(Party.Peer(first), FirstRung(Three, language, knows));

    [Fact]
    public void The_order_is_a_setting()
    {
        Assert.Equal(World.P2, FirstRung(Three with { RingOrder = [RingBy.Known, RingBy.Language] }, "fr", knows: true));
        Assert.Equal(World.P3, FirstRung(Three with { RingOrder = [RingBy.LeastRecentlyRung, RingBy.Language] }, "fr", knows: true));
        Assert.Equal(World.P1, FirstRung(Three with { RingOrder = [] }, "es", knows: false));
    }

    [Fact]
    public void Whoever_has_been_rung_for_this_already_comes_after_those_who_have_not()
    {
        var world = Begun(Three, "fr", knows: true).To(260);
        Assert.Equal(["p1", "p2", "p3"], world.Of<Intent.PlaceCall>().Select(c => ((Intent.PlaceCall)c.Intent).To).Where(p => p.Kind == PartyKind.Peer).Select(p => p.Id).Take(3));
    }

    [Fact]
    public void A_caller_whom_nobody_understands_is_taken_by_whoever_is_there()
    {
        var world = Begun(Three with { Peers = [Three.Peers[1]] }, "es", knows: false).To(197);
        Assert.Single(world.CallsTo(World.P2));
    }

    [Fact]
    public void How_many_are_rung_and_for_how_long_are_settings()
    {
        var world = Begun(Three with { RingWidth = 3, RingFor = TimeSpan.FromSeconds(40) }, "en", knows: false).To(197);
        Assert.All((Party[])[World.P1, World.P2, World.P3], p => Assert.Single(world.CallsTo(p)));
        Assert.All(world.Of<Intent.PlaceCall>().Select(c => (Intent.PlaceCall)c.Intent).Where(c => c.To.Kind == PartyKind.Peer), c => Assert.Equal(40, c.RingSeconds));
    }

    [Fact]
    public void By_text_a_caller_says_which_language_it_shall_be()
    {
        var world = World.ByText(Three).Text("Français");
        Assert.Equal(LineKey.LanguageText, world.LastReply);
        Assert.Contains(world.Of<Intent.NoteLanguage>(), i => i.Intent is Intent.NoteLanguage { Language: "fr" });
        world.To(197);
        Assert.Single(world.CallsTo(World.P1));
        Assert.Empty(world.CallsTo(World.P2));
    }

    [Fact]
    public void Those_who_ring_in_vain_hear_who_has_it_and_someone_the_caller_chose_hears_no_name()
    {
        var named = World.Standard with { Roster = ImmutableDictionary<string, PersonFact>.Empty.Add("p1", new PersonFact("Ana")) };
        var world = World.ByText(named).Text("FIRST 905 555 0166").To(216);
        world.Take(World.P1);
        var told = world.Of<Intent.SendText>().Select(i => (Intent.SendText)i.Intent).Where(t => t.Text.Key == LineKey.TakenText).ToList();
        Assert.Contains(told, t => t.To == World.P2 && t.Text.Args is ["Ana"]);
        Assert.All(told.Where(t => t.To == Party.Chosen), t => Assert.Equal([""], t.Text.Args));
        Assert.Contains(told, t => t.To == Party.Chosen);
    }

    private static Party FirstRung(Facts facts, string language, bool knows)
    {
        var world = Begun(facts, language, knows).To(197);
        return ((Intent.PlaceCall)world.Of<Intent.PlaceCall>().First(c => c.Intent is Intent.PlaceCall { To.Kind: PartyKind.Peer }).Intent).To;
    }

    /// <summary>A caller by text, who will not answer the check-in at two minutes: the miss is at 195 s.</summary>
    private static World Begun(Facts facts, string language, bool knows)
    {
        var world = new World { Facts = facts };
        world.Start(new Beginning(
            "s1", "123", World.CallerPhone, TextChannel.Works, Words: $"{World.Address}, Hamilton", MessageSid: "SMfirst",
            Kept: new Kept(ImmutableDictionary<string, string>.Empty) { Language = language, KnownPeers = knows ? ["p2"] : [] }));
        return world;
    }
}
