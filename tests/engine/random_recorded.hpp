// What PyTorch's CPU generator draws; written by tests/parity/record_random.py.
#pragma once
#include <array>
#include <cstdint>
namespace livefig::recorded {
inline constexpr std::array<std::uint32_t, 16> rand_around_blocks{
    0x3f548b63U, 0x3e012338U, 0x3f684fefU, 0x3f51e6bdU, 0x3eae5decU, 0x3f1ebaa2U, 0x3ef290b4U, 0x3f50c6c3U,
    0x3f529445U, 0x3f6ddc46U, 0x3ecc07f6U, 0x3eb94b40U, 0x3f2370c1U, 0x3ef5b5d2U, 0x3e989d0cU, 0x3e4f1314U};
inline constexpr std::array<int, 135> fan_ins{
    1,   2,   3,   4,   5,   6,   7,   8,   9,   10,  11,  12,  13,  14,  15,  16,  17,  18,  19,  20,  21,  22,  23,
    24,  25,  26,  27,  28,  29,  30,  31,  32,  33,  34,  35,  36,  37,  38,  39,  40,  41,  42,  43,  44,  45,  46,
    47,  48,  49,  50,  51,  52,  53,  54,  55,  56,  57,  58,  59,  60,  61,  62,  63,  64,  65,  66,  67,  68,  69,
    70,  71,  72,  73,  74,  75,  76,  77,  78,  79,  80,  81,  82,  83,  84,  85,  86,  87,  88,  89,  90,  91,  92,
    93,  94,  95,  96,  97,  98,  99,  100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115,
    116, 117, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127, 128, 144, 256, 288, 400, 512, 784, 1000};
inline constexpr std::array<std::uint32_t, 270> linear_weights{
    0x3d8f0af0U, 0xbf1a3678U, 0x3e66902bU, 0x3e63338eU, 0xbe9dfe3fU, 0xbdb1377fU, 0xbe95f8d2U, 0x3e04d99cU,
    0xbdf6b64cU, 0x3ea0dcb8U, 0x3e9461f6U, 0x3d2a58a0U, 0xbe250075U, 0xbe635468U, 0xbd1f092dU, 0xbdcbc695U,
    0x3e167246U, 0xbe91bb4bU, 0x3e982b07U, 0xbe7e02ceU, 0x3e6c6cd3U, 0xbd567634U, 0x3e180e1aU, 0x3de663ebU,
    0x3c3e3777U, 0x3d53d37eU, 0x3e4fd4dbU, 0x3d8cc449U, 0x3e0c4641U, 0xbe4c868eU, 0x3e363e26U, 0x3db036f0U,
    0x3d7ba2cbU, 0x3d093cb6U, 0x3deb4ef9U, 0x3e5dac17U, 0xbd51186dU, 0xbe02e066U, 0xbd666f5cU, 0xbe0b8e37U,
    0x3dd6fc3bU, 0xbddce189U, 0xbde9081fU, 0x3e3c5ed1U, 0x3e4362cdU, 0x3cc47625U, 0xbd10c7b1U, 0xbcd7da8dU,
    0x3dc209a7U, 0xbe3f3ceaU, 0xbe241f15U, 0x3e206b40U, 0x3e428de9U, 0xbc3b5f83U, 0xbe18e899U, 0x3ba9334bU,
    0xbdb0ecc3U, 0xb9bb2b57U, 0x3db70430U, 0x3da58576U, 0xbcac88fcU, 0x3ca1fcaaU, 0x3d450c39U, 0xbe0de320U,
    0xbd71be16U, 0x3bdf56c3U, 0xbdc86a20U, 0xbd9964d0U, 0x3d688b86U, 0x3dc73bcdU, 0x3b190babU, 0xbd84c600U,
    0x3db85857U, 0xbdb89032U, 0xbd1bf6c4U, 0x3e1cb52dU, 0x3cf19789U, 0x3c38dba2U, 0x3d5a53c6U, 0xbd1deda4U,
    0x3e08d373U, 0xbe026f5aU, 0xbd2ddb34U, 0xbcda837bU, 0xbd808291U, 0xbd1a9905U, 0x3dbf58ebU, 0x3da96871U,
    0x3c07ce16U, 0x3e04fc60U, 0xbdd5332bU, 0xbdb40f1eU, 0x3d86f8c6U, 0xbc007451U, 0xbe06b0a2U, 0xbdcc9adeU,
    0xbdb21bbeU, 0x3de1ed4cU, 0x3d8329f3U, 0x3de00fa6U, 0xbdd580d6U, 0xbe0bcc8fU, 0xbdba3e44U, 0x3c73114cU,
    0xbcde3f1fU, 0xbdb146e8U, 0x3dcae277U, 0xbd33c079U, 0xbd9fb862U, 0x3d7f1ecdU, 0xbd137a20U, 0x3dae78ccU,
    0x3d014c03U, 0x3b5627b8U, 0x3ce1cfb1U, 0xbdca1169U, 0xbd8ea904U, 0xbd7aa02cU, 0xbd959b4dU, 0x3cbb88ecU,
    0x3cd18c41U, 0xbd59e6caU, 0x3da98e04U, 0xbd90b77eU, 0x3cd05edaU, 0xbd135af3U, 0xbdde0fbaU, 0xbda6b1a0U,
    0x3d4f869eU, 0x3d490c22U, 0xbd9be1b5U, 0xbd1d388cU, 0xbde9e6b6U, 0x3d867eb1U, 0x3dd6c05cU, 0x3d226feeU,
    0xbd988d7bU, 0x3d820b9aU, 0x3dcb244bU, 0xbcc850d6U, 0xbc9f5e9eU, 0x3d28400fU, 0x3c78674bU, 0xbd1f8b41U,
    0xbdde8790U, 0xbda813dcU, 0x3bce48faU, 0xbbcc56bdU, 0x3dc3476bU, 0x3b817ea5U, 0xbcf1f43dU, 0xbde58a65U,
    0xbdd69628U, 0x3d41e6e1U, 0x3dce8b93U, 0xbae12e09U, 0xbdcdf2acU, 0x3d239d6fU, 0x3dba7e52U, 0xbd978bf9U,
    0xbcefa5abU, 0x3c191b2bU, 0xbd80fabfU, 0xbdd1b56dU, 0x3d44d28bU, 0xbdb876c8U, 0xbce05b0fU, 0xbd6d4d45U,
    0x3da70e41U, 0x3cab8fccU, 0x3d4cd438U, 0xbd958c0cU, 0x3db90858U, 0x3c1c823dU, 0xbd722c47U, 0xbbe481cdU,
    0xbd99b5c9U, 0xbba05464U, 0x3d7118b8U, 0xbd4217dbU, 0x3db57876U, 0x3d031999U, 0xbc957373U, 0x3d0565b9U,
    0xbc9c7e72U, 0xbcc56e3eU, 0xbd8a9611U, 0x3d762a58U, 0x3d7c4487U, 0x3d0fe46bU, 0x3d773e5cU, 0x3dd0d2d4U,
    0x3dc3cd19U, 0xbdc8ac39U, 0x3cbcb0eaU, 0xbc0db50eU, 0x3d0bc86fU, 0xbc9facccU, 0x3ce4a57aU, 0xbdbc6f87U,
    0x3d3a4844U, 0x3dc3c817U, 0xbc91df77U, 0xbda14c5fU, 0xbda7bf35U, 0xbc9ad940U, 0xbac26abfU, 0x3c332eaeU,
    0x3c489dddU, 0x3d968b3fU, 0xbc905a20U, 0x3ce31133U, 0xbd527267U, 0x3dc2baaeU, 0x3d173f56U, 0xbc5aa526U,
    0x3d80f2fbU, 0x3d0ae0c1U, 0x3c85f3f3U, 0xbce6938fU, 0x3c438ad5U, 0x3bde5c9dU, 0xbd62208eU, 0x3ab13a19U,
    0x3ca848dbU, 0xbd643a8aU, 0x3c890d23U, 0xbcfeac71U, 0xbd9ee2bfU, 0xbd64bf7cU, 0xbd96ea31U, 0x3cb0072dU,
    0x3d67a298U, 0x3dac21d4U, 0x3db8db9cU, 0x3d148457U, 0x3d37a5b2U, 0xbc8010d4U, 0x3d9a8d79U, 0xbd0ef41eU,
    0xbcca5f18U, 0xbcf7da75U, 0xbd789715U, 0xbd8ee6e1U, 0xbc96932aU, 0x3d953edcU, 0xbd373d90U, 0xbda6f816U,
    0xbca76955U, 0x3da5fc44U, 0x3cb00607U, 0xbbb88656U, 0xbccfcc88U, 0x3d9f9106U, 0xbdadf14bU, 0x3d4d25a0U,
    0x3cb95af0U, 0x3d55f8e3U, 0xbd1460aaU, 0xbca7dffcU, 0xbccadd3dU, 0x3d6a3246U, 0xbbd38f33U, 0xbd43494dU,
    0x3cb588bfU, 0x3c0b9bacU, 0x3ba023eeU, 0xbcc319feU, 0xbcf2acacU, 0x3ceabc06U};
inline constexpr std::array<std::uint32_t, 8> uneven_uniforms{0xc0278307U, 0xbfdf4cf4U, 0xbfddf684U, 0xbf10966cU,
                                                              0xc0306e00U, 0xc01593e5U, 0xc011f5ceU, 0xc00ed195U};
inline constexpr std::array<std::int32_t, 37> permutation{24, 16, 2,  12, 15, 28, 1,  7,  33, 0,  26, 25, 27,
                                                          17, 30, 34, 3,  22, 29, 10, 21, 23, 14, 32, 31, 19,
                                                          4,  11, 13, 5,  35, 18, 20, 6,  9,  8,  36};
inline constexpr std::array<std::int32_t, 37> second_permutation{20, 23, 32, 19, 10, 0,  17, 24, 7,  1,  36, 8, 34,
                                                                 14, 27, 21, 11, 3,  6,  30, 2,  15, 13, 33, 5, 25,
                                                                 31, 4,  18, 22, 9,  16, 29, 12, 28, 26, 35};
inline constexpr std::array<std::int32_t, 20> end_of_long_permutation{
    474, 1117, 1209, 1749, 32, 1541, 1063, 638, 603, 1602, 183, 856, 987, 1753, 1188, 868, 1686, 903, 677, 878};
inline constexpr std::array<std::int32_t, 20> randints{2, 0, 3, 3, 2, 4, 3, 4, 2, 1, 1, 4, 3, 2, 2, 2, 3, 3, 0, 3};
inline constexpr std::array<std::int32_t, 20> shifted_randints{154, 581, 550, 580, 714, 639, 257, 725, 641, 933,
                                                               293, 741, 200, 39,  948, 806, -1,  951, 399, 766};
inline constexpr std::array<std::uint32_t, 32> mask_half{
    0xf2ff8876U, 0x70d3aa7aU, 0xc04f43f7U, 0x000a56a3U, 0x8f59e47dU, 0x6e7ef05cU, 0xafeec22dU, 0xb5c5a11aU,
    0x022e99a7U, 0xe8665799U, 0xce75ae7cU, 0x194ee9ecU, 0x2809d3f8U, 0x3f7b7fdfU, 0xdbddd5beU, 0xfd179882U,
    0x100546fcU, 0xefa66a65U, 0x79cdbed2U, 0x642f0611U, 0x377bd58bU, 0x5f074f91U, 0xc4c252e7U, 0xdc476666U,
    0x7ed0a70fU, 0x214b1c99U, 0x39cfc85aU, 0xad096417U, 0xf45d871eU, 0x2eeea41dU, 0xdaa98ae3U, 0x000000f5U};
inline constexpr std::array<std::uint32_t, 32> mask_fifth{
    0xf7ffbdf6U, 0x7effbfffU, 0xfc6fe3ffU, 0xffdef7fbU, 0xbf79f47fU, 0xfe7ff7ddU, 0xafffde7fU, 0xf7c5efbbU,
    0x66eebbf7U, 0xfefef79bU, 0xeeffbffcU, 0x7fdffbfdU, 0x6bcdf7f8U, 0x3fffffffU, 0xfbfffdbfU, 0xff7fbba7U,
    0xf465d6ffU, 0xffbfeeffU, 0xfdffffffU, 0x6ebf3eb7U, 0x7f7ff7fbU, 0x5f8fefbbU, 0xf7dbdaefU, 0xfd477effU,
    0xfff4f7cfU, 0xedff7e9fU, 0x7fffdedfU, 0xeffb777fU, 0xfdfdb79eU, 0xffeeee7fU, 0xffffbbefU, 0x000000ffU};
inline constexpr std::array<std::uint32_t, 32> mask_most{
    0x00ce0800U, 0x30820010U, 0x40020046U, 0x00080080U, 0x01008000U, 0x22105000U, 0x08084200U, 0x01000100U,
    0x000201a3U, 0x20200000U, 0x0c550008U, 0x11080800U, 0x00080080U, 0x03495281U, 0x40011494U, 0x40000002U,
    0x00010288U, 0x84240020U, 0x008128c0U, 0x40000000U, 0x30020000U, 0x00030010U, 0x00c00040U, 0x00000020U,
    0x00002304U, 0x00400801U, 0x18810040U, 0x80000000U, 0x80080600U, 0x00cc0018U, 0x00000000U, 0x00000044U};
inline constexpr std::array<std::uint32_t, 32> mask_third{
    0xf6ff9976U, 0x76ffbf7aU, 0xfc6fe3f7U, 0xdf0e77b3U, 0xaf59e47fU, 0x7e7ff7ddU, 0xaffed26fU, 0xb5c5e13bU,
    0x22ae99f7U, 0xeefe579bU, 0xeeffbf7cU, 0x5fdffbedU, 0x2b09d3f8U, 0x3f7fffdfU, 0xfbfff5bfU, 0xff37ba86U,
    0xf46556fdU, 0xffafeae7U, 0xfdeffef3U, 0x6ebf3691U, 0x777ff79bU, 0x5f07cfb9U, 0xf7d352e7U, 0xdc476ef7U,
    0xfef0a78fU, 0x2d4b5c9dU, 0x7dffce5fU, 0xadab655fU, 0xf5dd979eU, 0xfeeee41fU, 0xdfbb8befU, 0x000000fdU};
inline constexpr std::array<float, 3> normals_small{-4.867807627e-01F, -6.038215756e-01F, -5.580962300e-01F};
inline constexpr std::array<float, 32> normals_blocks{
    2.582516372e-01F,  -1.883326292e+00F, 1.280092120e+00F,  1.130446196e+00F,  -1.872928143e-01F, -1.057016328e-01F,
    1.532913089e+00F,  2.873611748e-01F,  -3.109775856e-02F, -2.597617626e+00F, 4.757619500e-01F,  -6.204351783e-01F,
    -3.394952714e-01F, 1.463749170e+00F,  4.009364843e-01F,  -1.284221649e+00F, 2.614577055e+00F,  -4.340229630e-01F,
    3.523354530e-01F,  -6.455148011e-02F, 7.686293721e-01F,  9.233471751e-01F,  -5.583229661e-01F, 7.796257734e-01F,
    7.447769642e-01F,  3.165689483e-02F,  -1.172414303e+00F, -1.506940365e+00F, -1.481046230e-01F, 3.714547455e-01F,
    2.272514105e-01F,  -6.473517418e-02F};
inline constexpr std::array<float, 2> normals_spare{6.675242782e-01F, -5.658848882e-01F};
inline constexpr std::array<float, 45> normals_tail{
    -1.640676141e+00F, -1.966967061e-02F, 2.277979404e-01F,  -3.985050321e-01F, 8.167919517e-01F,  4.096418917e-01F,
    2.162347287e-01F,  1.089808702e+00F,  1.241702080e+00F,  2.150258303e+00F,  -2.228084803e+00F, -1.289669037e+00F,
    -1.792726040e+00F, 8.771882057e-01F,  2.164123297e+00F,  -1.855336875e-01F, 4.884620011e-01F,  3.118509650e-01F,
    7.031100392e-01F,  2.723872894e-03F,  -5.181142092e-01F, 1.563274384e+00F,  1.235758066e+00F,  1.496213555e+00F,
    -5.144853592e-01F, 6.216809750e-01F,  -6.463297009e-01F, 9.089370370e-01F,  2.831610739e-01F,  -7.753658295e-01F,
    5.061160922e-01F,  4.817219973e-01F,  -4.065384865e-01F, 1.160120010e+00F,  3.301692605e-01F,  7.215721607e-01F,
    -8.323342800e-01F, 3.593219817e-01F,  -4.035829902e-01F, -9.048386812e-01F, 6.527997255e-01F,  3.102434278e-01F,
    4.113568068e-01F,  6.475865841e-01F,  2.557217181e-01F};
inline constexpr std::array<float, 15> normals_fifteen{
    -8.326537609e-01F, 3.441000879e-01F,  2.059164047e+00F,  -8.313453794e-01F, 6.013614535e-01F,
    1.540249228e+00F,  -1.050966620e+00F, -1.027561903e+00F, 1.045308232e+00F,  1.288522184e-01F,
    1.170374751e+00F,  -1.855475187e+00F, -1.932916284e+00F, 6.459096074e-01F,  5.666612983e-01F};
inline constexpr std::array<float, 20> normals_scaled{
    2.330286264e+00F, 1.967077255e+00F, 1.631714225e+00F, 1.535183191e+00F, 2.095405102e+00F,
    1.819072604e+00F, 1.994016051e+00F, 2.230921507e+00F, 1.959670544e+00F, 1.759311914e+00F,
    1.879538059e+00F, 2.118963242e+00F, 1.595761538e+00F, 1.879911542e+00F, 1.973690510e+00F,
    1.925082326e+00F, 1.979643106e+00F, 1.861294389e+00F, 2.394884348e+00F, 1.709092617e+00F};
inline constexpr std::array<float, 5> normals_small_scaled{-4.819777966e+00F, 3.893492937e+00F, -1.201010227e+00F,
                                                           -9.230002165e-01F, -4.229518890e+00F};
inline constexpr std::array<std::uint32_t, 3> rand_after_normals{0x3da7f2f0U, 0x3ee3821cU, 0x3da27610U};
}  // namespace livefig::recorded
