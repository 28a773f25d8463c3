using GoingLive.Preflight;
using PhoneCompany;
using PhoneCompany.People;
using PhoneCompany.Time;

namespace GoingLive.Infrastructure;

/// <summary>
/// What a caller hears while the program is gone. The document is a still one: what stands behind a Dial is heard after a call that was answered as
/// well as after one that was not, and has to be true of both.
/// </summary>
public sealed class AwayTests
{
    private const string NotKnown = "nobody (could|picked)|not (answer|there)|could not reach";

    private readonly VirtualTime _time = new();
    private readonly PhoneNetwork _network;
    private readonly Handset _caller;
    private readonly Handset _staffed;

    public AwayTests()
    {
        _network = new PhoneNetwork(
            new PhoneNetworkOptions
            {
                Numbers = [PreflightBench.Pointed(PreflightBench.Line)],
                TwimlBins = new Dictionary<string, string> { [PreflightBench.CallBin] = Away.Call(PreflightBench.Staffed) },
            },
            _time,
            new Gone());
        (_caller, _staffed) = (_network.Phone("+12895550201"), _network.Phone(PreflightBench.Staffed));
    }

    [Fact]
    public void A_caller_whom_the_staffed_line_answered_and_hung_up_on_hears_nothing_untrue_and_may_stay_for_a_second_try()
    {
        _staffed.Behaviour = Behaviour.Person(TimeSpan.FromSeconds(5));
        var call = _caller.PlacesCall(PreflightBench.Line);
        Wait(60);
        _staffed.Says("How can I help?");
        Wait(5);
        Assert.True(_caller.HasHeard("putting you through to a person.*How can I help"), Heard());
        var mark = _caller.Mark;
        _staffed.HangsUp();
        Wait(8);
        Assert.True(_caller.HasHeard("^If you have talked with somebody and are done, you can hang up", mark), Heard());
        Wait(30);
        Assert.True(_staffed.IsInCall, Heard());
        _staffed.HangsUp();
        Wait(30);
        Assert.True(_caller.HasHeard("Nobody is on the line now, and we cannot watch over you", mark), Heard());
        Assert.False(_caller.HasHeard(NotKnown), Heard());
        Assert.Equal("completed", call.Status);
        Assert.Empty(_network.Violations);
    }

    [Fact]
    public void A_caller_whom_nobody_answered_is_put_through_once_more_and_hears_where_help_is()
    {
        var call = _caller.PlacesCall(PreflightBench.Line);
        Wait(180);
        Assert.Equal(2, _staffed.MissedCalls.Count);
        Assert.True(_caller.HasHeard("If not, stay on the line, I am trying once more.*call again in a few minutes, and call 9 1 1"), Heard());
        Assert.False(_caller.HasHeard(NotKnown), Heard());
        Assert.Equal("completed", call.Status);
    }

    private string Heard() => string.Join('\n', _caller.Heard.Select(h => $"{h.Kind}: {h.Text}"));

    private void Wait(double seconds) => _time.AdvanceBy(TimeSpan.FromSeconds(seconds));

    /// <summary>What Twilio meets where the program was.</summary>
    private sealed class Gone : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException(HttpRequestError.ConnectionError);
    }
}
