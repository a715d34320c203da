"""The LaTeX commands and environments that MathJax's base and ams packages know (its documented list).

Learning platforms draw formulas with MathJax or KaTeX; a command that none knows would arrive as red text.
"""

_GREEK = """alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda mu nu xi
omicron pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega digamma Gamma Delta Theta Lambda Xi
Pi Sigma Upsilon Phi Psi Omega varGamma varDelta varTheta varLambda varXi varPi varSigma varUpsilon varPhi varPsi
varOmega"""

_OPERATORS = """arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf injlim ker lg lim liminf
limsup ln log max min Pr projlim sec sin sinh sup tan tanh varinjlim varliminf varlimsup varprojlim operatorname
bmod pmod pod mod sum prod coprod int iint iiint iiiint idotsint oint smallint bigcap bigcup bigodot bigoplus
bigotimes bigsqcup biguplus bigvee bigwedge intop ointop"""

_RELATIONS = """approx approxeq asymp backepsilon backsim backsimeq between bowtie Bumpeq bumpeq circeq cong
curlyeqprec curlyeqsucc dashv doteq Doteq doteqdot eqcirc eqsim eqslantgtr eqslantless equiv fallingdotseq frown ge
geq geqq geqslant gets gg ggg gggtr gnapprox gneq gneqq gnsim gt gtrapprox gtrdot gtreqless gtreqqless gtrless
gtrsim gvertneqq in Join le leq leqq leqslant lessapprox lessdot lesseqgtr lesseqqgtr lessgtr lesssim ll lll llless
lnapprox lneq lneqq lnsim lt lvertneqq mid models multimap ncong ne neq ngeq ngeqq ngeqslant ngtr ni nleq nleqq
nleqslant nless nmid notin not nparallel nprec npreceq nshortmid nshortparallel nsim nsubseteq nsubseteqq nsucc
nsucceq nsupseteq nsupseteqq ntriangleleft ntrianglelefteq ntriangleright ntrianglerighteq nvdash nvDash nVdash
nVDash owns parallel perp pitchfork prec precapprox preccurlyeq preceq precnapprox precneqq precnsim precsim propto
risingdotseq shortmid shortparallel sim simeq smallfrown smallsmile smile sqsubset sqsubseteq sqsupset sqsupseteq
subset Subset subseteq subseteqq subsetneq subsetneqq succ succapprox succcurlyeq succeq succnapprox succneqq
succnsim succsim supset Supset supseteq supseteqq supsetneq supsetneqq therefore because thickapprox thicksim to
trianglelefteq triangleq trianglerighteq varpropto varsubsetneq varsubsetneqq varsupsetneq varsupsetneqq vartriangle
vartriangleleft vartriangleright vdash vDash Vdash Vvdash VDash"""

_ARROWS = """leftarrow Leftarrow rightarrow Rightarrow leftrightarrow Leftrightarrow longleftarrow Longleftarrow
longrightarrow Longrightarrow longleftrightarrow Longleftrightarrow mapsto longmapsto hookleftarrow hookrightarrow
leftharpoonup leftharpoondown rightharpoonup rightharpoondown rightleftharpoons leftrightharpoons uparrow Uparrow
downarrow Downarrow updownarrow Updownarrow nearrow searrow swarrow nwarrow iff implies impliedby leadsto nleftarrow
nrightarrow nLeftarrow nRightarrow nleftrightarrow nLeftrightarrow dashleftarrow dashrightarrow leftleftarrows
rightrightarrows leftrightarrows rightleftarrows Lleftarrow Rrightarrow twoheadleftarrow twoheadrightarrow
leftarrowtail rightarrowtail looparrowleft looparrowright curvearrowleft curvearrowright circlearrowleft
circlearrowright Lsh Rsh upuparrows downdownarrows upharpoonleft upharpoonright downharpoonleft downharpoonright
restriction leftrightsquigarrow rightsquigarrow xleftarrow xrightarrow"""

_BINARY = """amalg ast barwedge bigcirc bigtriangledown bigtriangleup boxdot boxminus boxplus boxtimes bullet cap
Cap cdot centerdot circ circledast circledcirc circleddash cup Cup curlyvee curlywedge dagger ddagger diamond div
divideontimes dotplus doublebarwedge doublecap doublecup gtrdot intercal land leftthreetimes lhd lor ltimes mp odot
ominus oplus oslash otimes pm rhd rightthreetimes rtimes setminus smallsetminus sqcap sqcup star times triangleleft
triangleright unlhd unrhd uplus vee veebar wedge wr And"""

_SYMBOLS = """aleph angle backprime backslash Bbbk beth bigstar blacklozenge blacksquare blacktriangle
blacktriangledown blacktriangleleft blacktriangleright bot checkmark circledR circledS clubsuit colon complement
daleth degree diagdown diagup diamondsuit ell emptyset eth exists nexists Finv flat forall Game gimel hbar heartsuit
hslash Im imath infty jmath lozenge maltese measuredangle mho nabla natural neg lnot partial prime Re sharp
spadesuit sphericalangle square surd top triangle triangledown varnothing vdots wp yen S P pounds copyright euro AA
dots dotsb dotsc dotsi dotsm dotso ldots cdots ddots iddots hdots ldotp cdotp mathdollar lbrace rbrace lbrack rbrack
langle rangle lceil rceil lfloor rfloor lgroup rgroup lmoustache rmoustache ulcorner urcorner llcorner lrcorner vert
Vert lvert rvert lVert rVert arrowvert Arrowvert bracevert"""

_STRUCTURE = """frac dfrac tfrac cfrac genfrac binom dbinom tbinom choose brace brack atop above over sqrt root of
stackrel overset underset sideset substack overline underline overbrace underbrace overparen underparen
overleftarrow overrightarrow overleftrightarrow underleftarrow underrightarrow underleftrightarrow hat widehat check
tilde widetilde acute grave dot ddot dddot ddddot breve bar vec mathring left middle right big Big bigg Bigg bigl
Bigl biggl Biggl bigr Bigr biggr Biggr bigm Bigm biggm Biggm limits nolimits displaystyle textstyle scriptstyle
scriptscriptstyle boxed fbox cancel phantom hphantom vphantom smash mathstrut strut rlap llap mathrlap mathllap
mathclap raise lower begin end hline hdashline hfill hskip hspace kern mkern mskip mspace quad qquad thinspace
medspace thickspace negthinspace negmedspace negthickspace enspace nobreakspace space cr newline tag notag nonumber
label ref eqref intertext shoveleft shoveright uproot leftroot rule Rule Space Tiny tiny scriptsize small normalsize
large Large LARGE huge Huge mathop mathbin mathrel mathord mathopen mathclose mathpunct mathinner
operatornamewithlimits allowbreak buildrel cases matrix pmatrix eqalign displaylines moveleft moveright vcenter
mathchoice color textcolor"""

_FONTS = """mathrm mathbf mathit mathsf mathtt mathcal mathscr mathfrak mathbb mathnormal boldsymbol bm pmb rm bf it
sf tt cal scr frak Bbb bold text textrm textbf textit textsf texttt textnormal textup mbox hbox emph textmd mathbfit
mathsfit"""

_ENVIRONMENTS = """align align* aligned alignat alignat* alignedat array Bmatrix bmatrix cases CD eqnarray eqnarray*
equation equation* gather gather* gathered matrix multline multline* pmatrix smallmatrix split subarray Vmatrix
vmatrix"""

COMMANDS = frozenset(f"{_GREEK} {_OPERATORS} {_RELATIONS} {_ARROWS} {_BINARY} {_SYMBOLS} {_STRUCTURE} {_FONTS}".split())
ENVIRONMENTS = frozenset(_ENVIRONMENTS.split())
